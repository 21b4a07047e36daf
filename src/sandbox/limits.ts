/**
 * What a run may use up. All limits are enforced outside the program's worker, whatever the runtime inside it promises.
 */
export const limits = {
  /** Messages of one run: so many in a burst, and so many per second in the long run. A run that posts more is stopped. */
  messageBurst: 1_000,
  messagesPerSecond: 300,
  /** The same for what its threads have to tell each other: messages, and where they are in time. */
  threadMessageBurst: 4_000,
  threadMessagesPerSecond: 2_000,
  /** UTF-16 code units of one printed line that reach the page. */
  line: 4_000,
  /** Lines in one message. */
  linesPerMessage: 500,
  /** Trace events in one message: no runtime sends more at once. */
  eventsPerMessage: 2_000,
  /** Real ms without any sign of life from the frame around the worker before it counts as crashed: three beats. */
  beat: 500,
  missedBeats: 3,
  /** Real ms a program has to end by itself, with all it has recorded, once it has been told to stop. */
  farewell: 150,
  /** Real ms within which the frame must confirm that it terminated a worker; after that the frame is thrown away. */
  killed: 1_500,
  /** Real ms for which a run's messages are read before whatever else the page has to do gets its turn. */
  slice: 8,
  /** Real ms within which the frame must have started. */
  cageReady: 20_000,
  /**
   * Real ms within which a worker must have started before the other kind of worker is tried. A browser says at once when it does not
   * start one; this is for one that keeps silent, and a slow or busy machine is to lose no run by it. Stop is there meanwhile.
   */
  workerStart: 30_000,
  /** Longest run an example may ask for, in real ms. */
  run: 30_000,
  /** Longest run at the reader's own pace (¼×, 1×), in real ms, as long as the program keeps answering. */
  pacedRun: 120_000,
  /** Real ms the compiler gets. */
  compile: 5_000,
  /** Files of a program and UTF-16 code units in one of them. */
  files: 40,
  source: 300_000,
  /** UTF-16 code units of one compiled module. */
  compiled: 2_000_000,
} as const;
