// name, cause, AggregateError.
class HttpError extends Error {
  override name = 'HttpError';
  constructor(readonly_: number, options?: ErrorOptions) {
    super(`status ${readonly_}`, options);
  }
}
const load = async () => {
  try {
    throw new TypeError('socket');
  } catch (cause) {
    throw new HttpError(503, { cause });
  }
};
await load().catch((e: HttpError) => console.log(e.name, e.message, (e.cause as Error).name, e instanceof HttpError));
