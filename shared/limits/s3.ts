/** A bucket's name (S3 User Guide, "General purpose bucket naming rules"). */
export const S3_BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** UTF-8 bytes of an object's key (S3 User Guide, "Naming Amazon S3 objects"). */
export const S3_KEY_BYTES = 1_024;
