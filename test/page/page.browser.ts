import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { source as axeSource, type AxeResults } from 'axe-core';
import { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { launchBrowser } from './browser';
import { STORIES } from './stories';
import { pageOf } from '../../src/handler/core/render/page/page';

const SIZES = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 900 } };
const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) => (['phone', 'desktop'] as const).map((size) => ({ colorScheme, size })));
const PICTURE = join(__dirname, '../../docs/images/build-page.png');

let browser: Browser;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'page-'));
  for (const [name, record] of Object.entries(STORIES)) writeFileSync(fileOf(name), pageOf(record));
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

const fileOf = (story: string) => join(folder, `${story}.html`);

/** A page that is open, what the browser wrote about it, and the addresses that it asked for. */
async function open<T>(story: string, options: BrowserContextOptions, look: (page: Page, heard: readonly string[]) => Promise<T>): Promise<T> {
  const context = await browser.newContext(options);
  try {
    const page = await context.newPage();
    const heard: string[] = [];
    page.on('console', (message) => heard.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', ({ message }) => heard.push(`error: ${message}`));
    page.on('request', (request) => heard.push(`request: ${request.url()}`));
    await page.goto(pathToFileURL(fileOf(story)).href);
    return await look(page, heard);
  } finally {
    await context.close();
  }
}

/** What the rules for accessibility find, with the first place of each. */
async function barriersIn(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResults>('axe.run(document, { resultTypes: ["violations"] })');
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`);
}

/** The number of folded parts that are not shown. */
function hiddenIn(page: Page): Promise<number> {
  return page.evaluate<number>('[...document.querySelectorAll("details > :not(summary)")].filter((each) => !each.checkVisibility()).length');
}

describe.each(Object.keys(STORIES))('the page of %s', (story) => {
  test.each(LOOKS)('has no error, no barrier, and nothing beside the screen: $colorScheme, $size', async ({ colorScheme, size }) => {
    await open(story, { colorScheme, viewport: SIZES[size] }, async (page, heard) => {
      expect(await page.evaluate('document.scrollingElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0);
      expect(await barriersIn(page)).toEqual([]);
      expect(heard).toEqual([`request: ${pathToFileURL(fileOf(story)).href}`]);
    });
  }, 120_000);

  test('opens within a second', async () => {
    const times: number[] = [];
    for (let run = 0; run < 5 && !times.some((time) => time < 1000); run++) {
      times.push(await open(story, { viewport: SIZES.phone }, async (page) => {
        // Asking for a height waits for the layout.
        await page.evaluate('document.body.offsetHeight');
        return page.evaluate<number>('performance.now()');
      }));
    }
    console.log(`${story} opened after ${times.map((time) => `${Math.round(time)} ms`).join(', ')}`);
    expect(Math.min(...times)).toBeLessThan(1000);
  }, 60_000);

  test('is printed whole, and dark on white', async () => {
    await open(story, { colorScheme: 'dark', viewport: SIZES.desktop }, async (page) => {
      await page.emulateMedia({ media: 'print' });
      expect(await hiddenIn(page)).toBe(0);
      expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
      expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(22, 25, 31)');
    });
  }, 60_000);
});

test('the browser and the rules find what is wrong with a page', async () => {
  const broken = pageOf(STORIES.success)
    .replace('<h1>', '<script>1</script><img src="https://images.example/a.png"><p style="color: #bbb; background: #fff">Pale</p><h1>')
    .replace('details::details-content', 'details::nothing').replace(/<details open>/g, '<details>');
  writeFileSync(fileOf('broken'), broken);
  await open('broken', { colorScheme: 'light', viewport: SIZES.desktop }, async (page, heard) => {
    expect((await barriersIn(page)).map((text) => text.split(':')[0]).sort()).toEqual(['color-contrast', 'image-alt']);
    expect(heard.filter((text) => text.startsWith('error: ')).map((text) => /(script|image)/.exec(text)?.[0]).sort()).toEqual(['image', 'script']);
    await page.emulateMedia({ media: 'print' });
    expect(await hiddenIn(page)).toBeGreaterThan(0);
  });
}, 60_000);

test('every step of a large build can be opened and closed with the keyboard', async () => {
  await open('large', { viewport: SIZES.desktop }, async (page) => {
    const first = page.locator('details.workflow').first();
    await first.locator('summary').focus();
    await page.keyboard.press('Enter');
    expect(await first.evaluate((details) => details.hasAttribute('open'))).toBe(true);
    expect(await first.locator('li').last().isVisible()).toBe(true);
  });
});

if (process.env.UPDATE_DOCS === '1') {
  test('the picture of the docs is written anew', async () => {
    await open('failed-test', { colorScheme: 'light', viewport: { width: 960, height: 1420 }, deviceScaleFactor: 0.7 }, async (page) => {
      expect((await page.screenshot({ path: PICTURE })).length).toBeLessThan(120_000);
    });
  });
}
