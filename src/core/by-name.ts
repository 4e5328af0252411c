import * as z from 'zod/mini';

/** One of these under each name. The same as `z.record`, which alone would bring as much code as `z.object`. */
export const byName = <T extends z.ZodMiniType>(schema: T) => z.catchall(z.object({}), schema);
