/** The project that an emulator knows: no secret, since everybody is told of it. */
export const published = { appId: 1234567890, secret: '0'.repeat(32) } as const;
