/** Where the stack comes to life: what its pseudo parameters and its resources' addresses are made of. */
export interface World {
  readonly region: string;
  readonly accountId: string;
  readonly stackName: string;
  /** Endpoint of SQS, like `http://127.0.0.1:4566`; queue URLs begin with it. */
  readonly sqsUrl: string;
  /** The assembly's folder: assets lie in `asset.<hash>` below it. */
  readonly assemblyDir: string;
}

/** A CloudFormation template, as far as it is read. */
export interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}
