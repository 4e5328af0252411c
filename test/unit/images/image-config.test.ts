import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ImageConfig, imageConfigOf } from '../../../src/core/discover/image-config.ts';
import { parse } from '../../../src/core/discover/parse/parse.ts';

const NOTHING: ImageConfig = { unoptimized: false, hasLoader: false, allowsSvg: false, basePath: '' };

function read(text: string): ImageConfig {
  return imageConfigOf(parse(text, 'ts'));
}

test('the object is found however it is wrapped and exported', () => {
  const images = 'images: { unoptimized: true }';
  for (const text of [
    `export default { ${images} };`,
    `module.exports = { ${images} };`,
    `const nextConfig: NextConfig = { ${images} };\nexport default nextConfig;`,
    `export default withMDX(withSentry({ ${images} }, {}));`,
    `export default async (phase) => { const config = { ${images} }; return config; };`,
    `const config = { reactStrictMode: true, 'images': { 'unoptimized': true } };\nmodule.exports = config;`,
  ]) {
    assert.deepEqual(read(text), { ...NOTHING, unoptimized: true }, text);
  }
});

test('loaders, SVG, basePath', () => {
  assert.deepEqual(read(`export default { images: { loader: 'custom', loaderFile: './l.ts' } };`), {
    ...NOTHING,
    hasLoader: true,
  });
  assert.deepEqual(
    read(`export default { images: { loader: 'default', dangerouslyAllowSVG: true }, basePath: '/docs' };`),
    {
      ...NOTHING,
      allowsSvg: true,
      basePath: '/docs',
    },
  );
  assert.equal(read(`export default defineNuxtConfig({ image: { provider: 'cloudinary' } })`).hasLoader, true);
  assert.equal(read(`export default defineNuxtConfig({ image: { provider: 'vercel' } })`).hasLoader, false);
});

test('what depends on something, stands elsewhere, or is broken, says nothing', () => {
  for (const text of [
    `export default { images: { unoptimized: process.env.EXPORT === '1' } };`,
    `export default { unoptimized: true, dangerouslyAllowSVG: true };`,
    `export default { // images: { unoptimized: true }\n };`,
    `export default { basePath: process.env.BASE_PATH };`,
    `export default { images: { unoptimized: `,
    ``,
  ]) {
    assert.deepEqual(read(text), NOTHING, text);
  }
});
