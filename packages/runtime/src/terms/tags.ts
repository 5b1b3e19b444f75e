/**
 * The first byte of every encoded term. All schedulers of a VM run the same version, so this is no format to keep.
 * Every object-like term has a number, from 0 in the order in which its tag is written; REFERENCE means one of them.
 */
export const UNDEFINED = 0
export const NULL = 1
export const TRUE = 2
export const FALSE = 3
/** One byte, signed. */
export const INT8 = 4
export const INT32 = 5
export const FLOAT64 = 6
export const STRING = 7
/** Two u32, low and high: a signed 64-bit number. */
export const BIGINT64 = 8
/** Its digits as a string. */
export const BIGINT = 9
/** A u8 length and so many terms. */
export const SHORT_ARRAY = 10
/** A u32 length and so many terms. */
export const ARRAY = 11
/** A u32 length, then so many signed integers of four bytes. */
export const INT32_ARRAY = 37
/** A u32 length, then so many f64. */
export const FLOAT64_ARRAY = 38
/** A u32 length, then keys and terms as of an OBJECT: holes or named properties. */
export const SPARSE_ARRAY = 12
/** A u32 count, then so many keys (strings) and terms. */
export const OBJECT = 13
/** A u32 count, then so many pairs of terms. */
export const MAP = 14
/** A u32 count, then so many terms. */
export const SET = 15
/** f64: milliseconds. */
export const DATE = 16
/** Source and flags. */
export const REGEXP = 17
/** A primitive term follows. */
export const BOXED = 18
/** A u32 length, then the bytes. */
export const BUFFER = 19
/** A u32 length, an f64 limit, then the bytes. */
export const RESIZABLE_BUFFER = 20
/** A u8 type, f64 byte offset, f64 length (-1: follows its buffer); then its buffer as a term. */
export const VIEW = 21
/** A u8 class; a u8 count, then so many fields (u8) and terms; then keys and terms as of an OBJECT. */
export const ERROR = 22
/** A u32 index into the extras of this signal. */
export const EXTRA = 23
/** A u32 function id: a function that captures nothing. No object: it has no number. */
export const FUNCTION = 24
/** A u32 number of an object. */
export const REFERENCE = 25
/** A u32 function id; a u8 count (255: a u32 follows with it), then so many terms: a function and what it captures. An object. */
export const CLOSURE = 26

// Only in the state of a process that moves:

/** As CLOSURE, with the boxes of captured variables in place of their values. */
export const MOVED_CLOSURE = 27
/** A u8: one of the symbols that every scheduler has, see state.ts. */
export const SYMBOL = 28
/** The key of a symbol of the registry. */
export const REGISTERED_SYMBOL = 29
/** The object that follows is frozen. */
export const FROZEN = 30
/** As OBJECT, without a prototype. */
export const NULL_OBJECT = 31
/** A u32 id: compiled code itself, as a suspended call has it. No object. */
export const CODE = 32
/** A u8 kind and an array of its parts: what the compiler's support keeps in a call, such as where a loop stands. */
export const MOVABLE = 33
/** A u8 number of its kind and an array of its parts: something a process waits in, see known-steps.ts. No object. */
export const STEP = 34
/** The name of a function or an object of the platform. No object. */
export const INTRINSIC = 35
/** A u32 function id: the definition whose reference that function is. No object. */
export const DEFINITION = 36
