import type { Page } from '@playwright/test';
import type { ProgramInChromium } from '../../electron/chromium/start.ts';

/** The program as it runs in one of its hosts. */
export interface Running {
  readonly page: Page;
  readonly standIn?: ProgramInChromium;
  /** What `action` saves, under this path. */
  saved(path: string, action: () => Promise<void>): Promise<string>;
  /** Ends the program in good order. */
  stop(): Promise<void>;
  /** As a power cut would end it. */
  kill(): Promise<void>;
}
