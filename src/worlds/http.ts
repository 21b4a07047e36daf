/** As much of an answer as is needed to judge it. */
type Head = Pick<Response, 'ok' | 'status' | 'statusText' | 'headers'>;

/** The server answered, but with an error: 404, 429, 503 … */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: number;
  #headers: Headers;

  constructor(response: Head) {
    super(`${response.status} ${response.statusText}`);
    this.status = response.status;
    this.#headers = response.headers;
  }

  /** How many seconds to wait before asking again, if the server said so. */
  get retryAfter(): number | undefined {
    const seconds = this.#headers.get('retry-after');
    return seconds === null ? undefined : Number(seconds);
  }
}

/** Passes a good response on and throws an `HttpError` for any other: `fetch` itself does not. */
export function checked<Answer extends Head>(response: Answer): Answer {
  if (!response.ok) throw new HttpError(response);
  return response;
}

/** What every call of a world accepts. */
export interface CallOptions {
  /** Abort it, and the call rejects with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/** The lines of a body, one by one as they arrive. Leaving the loop closes the connection. */
export async function* linesOf({ body }: Response): AsyncGenerator<string, void> {
  if (!body) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const lines = (text + decoder.decode(value, { stream: true })).split('\n');
      text = lines.pop() ?? '';
      yield* lines;
    }
  } finally {
    await reader.cancel();
  }
}
