/**
 * Stands in for the SDK's event streams, which S3's client brings for SelectObjectContent. No call of ours streams events;
 * one that did would fail here.
 */
export const eventStreamSerdeProvider = () => undefined;

export const resolveEventStreamSerdeConfig = <T>(config: T): T => config;

export class EventStreamSerde {
  constructor() {
    throw new Error('event streams are not in this bundle: see cdk/bundling/stand-ins');
  }
}
