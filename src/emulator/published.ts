/** The emulator's project. Its secret is in every emulator's output, and need not be hidden. */
export const published = { appId: 1234567890, secret: '0'.repeat(32) } as const;
