import { describe, expect, it } from 'vitest';
import { s3AccessOf, s3Notes } from '../../../../main/places/s3/s3-notes.ts';

describe('how an S3 place was reached', () => {
  it('is noted with the run and read back', () => {
    const access = {
      region: 'eu-central-1',
      profile: 'finance',
      endpoint: 'https://minio.example',
      pathStyle: true,
    };
    expect(s3AccessOf({ delimiter: ';', ...s3Notes(access) })).toEqual(access);
    expect(s3AccessOf(s3Notes({ pathStyle: false }))).toEqual({ pathStyle: false });
  });

  it('is nothing where there is nothing, or nothing that fits', () => {
    expect(s3Notes(null)).toEqual({});
    expect(s3AccessOf({ delimiter: ';' })).toBeNull();
    expect(s3AccessOf({ 's3.endpoint': 'no url' })).toBeNull();
  });
});
