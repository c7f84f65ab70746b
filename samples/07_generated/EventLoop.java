import lockproof.annotations.ContextToken;

/** Proof of being on the event loop. Its token class is generated from this declaration alone. */
@ContextToken
public sealed interface EventLoop permits EventLoopToken {}
