import type { SesConfigurationSet } from '../servers/ses/events.ts';

/** The infrastructure in plain words, every intrinsic resolved. Names are the template's logical ids. */
export interface Stack {
  readonly queues: readonly Queue[];
  readonly topics: readonly Topic[];
  readonly subscriptions: readonly Subscription[];
  readonly tables: readonly Table[];
  readonly buckets: readonly string[];
  readonly notifications: readonly BucketNotification[];
  readonly secrets: readonly Secret[];
  readonly functions: readonly FunctionModel[];
  readonly mappings: readonly EventSourceMapping[];
  readonly schedules: readonly Schedule[];
  readonly configurationSets: Readonly<Record<string, SesConfigurationSet>>;
  readonly outputs: Readonly<Record<string, string>>;
  /** `LogicalId (AWS::Type)` of what the local engine does not know and does not run. */
  readonly unknown: readonly string[];
}

export interface Queue {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly visibilitySeconds: number;
  readonly delaySeconds: number;
  readonly retentionSeconds: number;
  readonly redrive?: { readonly targetArn: string; readonly maxReceiveCount: number };
}

export interface Topic {
  readonly name: string;
  readonly arn: string;
}

export interface Subscription {
  readonly topicArn: string;
  readonly protocol: string;
  readonly endpoint: string;
  readonly raw: boolean;
  /** JSON. */
  readonly filterPolicy?: string;
  readonly filterPolicyScope?: string;
}

export interface KeyAttribute {
  readonly name: string;
  readonly type: 'S' | 'N' | 'B';
}

export interface Key {
  readonly partition: KeyAttribute;
  readonly sort?: KeyAttribute;
}

export interface Table {
  readonly name: string;
  readonly key: Key;
  readonly indexes: readonly TableIndex[];
  readonly ttlAttribute?: string;
}

export interface TableIndex {
  readonly name: string;
  readonly key: Key;
  readonly projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  readonly included: readonly string[];
}

/** A bucket that tells a queue of new objects. */
export interface BucketNotification {
  readonly bucket: string;
  readonly queueArn: string;
  readonly event: string;
}

/** A secret whose value is generated. */
export interface Secret {
  readonly name: string;
  readonly arn: string;
  /** Characters. */
  readonly length: number;
}

export interface FunctionModel {
  readonly name: string;
  readonly arn: string;
  /** Folder of the bundle. */
  readonly assetDir: string;
  /** `file.export` */
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, string>>;
}

export interface EventSourceMapping {
  readonly functionName: string;
  readonly queueArn: string;
  readonly batchSize: number;
  readonly windowSeconds: number;
  readonly maxConcurrency?: number;
  readonly reportsBatchItemFailures: boolean;
}

export interface Schedule {
  readonly name: string;
  readonly functionName: string;
  /** `rate(1 minute)` */
  readonly expression: string;
}
