import { fromEnv } from '@aws-sdk/credential-provider-env';

/**
 * Stands in for the SDK's chain of credential sources. Lambda gives a function its role's credentials in the environment
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html), the local engine does the same, and the chain
 * asks the environment first; so its other ends (profiles, SSO, processes, web identity, instance metadata) are never reached.
 */
export const defaultProvider = () => fromEnv();
