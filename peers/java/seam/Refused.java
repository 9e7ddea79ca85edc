package seam;

/** An op's own failure: {@code code} is what C gets. */
@SuppressWarnings("serial") // never written anywhere
final class Refused extends RuntimeException {
	static final int OK = 0, E_FAILED = -1, E_NULL = -2, E_NUL = -3, E_ENCODING = -4, E_RANGE = -5, E_SPACE = -6,
			E_MEMORY = -7, E_PANIC = -8, E_STATE = -9, E_UNSUPPORTED = -10, E_VERSION = -11, E_NOT_FOUND = -12;

	final int code;

	Refused(int code) {
		this(code, "code " + code);
	}

	/** Without a stack trace: a refusal is a result like any other. */
	Refused(int code, String text) {
		super(text, null, false, false);
		this.code = code;
	}
}
