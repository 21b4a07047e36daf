/** After a build, what no build has used for a month is removed from what is kept between builds. */
import type { AstroIntegration } from 'astro';
import { removeUnused } from '../src/components/kept-on-disk.ts';

export function unusedRemoved(): AstroIntegration {
  return {
    name: 'unused-removed',
    hooks: {
      'astro:build:done'({ logger }) {
        const removed = removeUnused();
        if (removed > 0) logger.info(`${removed} unused files of earlier builds`);
      },
    },
  };
}
