/* fenglu.h: the C ABI. Pay for a roster in memory, exact to the fen.
 *
 * What it is:     opaque handles and a dozen functions around them; rosters and results pass as Arrow arrays or streams
 *                 (the Arrow C Data and C Stream Interfaces), so pyarrow, Polars, DuckDB, Java, Spark and R hand tables
 *                 over as they are. Everything else passes as UTF-8 text or JSON.
 * What it is not: a reader of files other than the policies. It never prints, never exits, keeps no global state, and
 *                 no exception crosses it.
 * Example:
 *     fenglu_error error = FENGLU_ERROR_INIT;
 *     fenglu_policy* policy; fenglu_plan* plan; fenglu_roster* roster; fenglu_result* result;
 *     fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT; options.month = "2025-01";
 *     if (fenglu_policy_load(FENGLU_ABI_VERSION, "shanghai", NULL, &policy, &error) ||
 *         fenglu_plan_compile(policy, &options, &plan, &error) ||
 *         fenglu_roster_from_stream(plan, &stream, NULL, &roster, &error) ||
 *         fenglu_plan_run(plan, roster, 0, &result, &error)) puts(error.reason);
 *     else fenglu_result_to_stream(result, NULL, &out, &error);
 * Units, ranges:  money is decimal128(18, 2) yuan, or int64 fen where asked for; rates and numbers are decimals as the
 *                 sheet states; days are date32; categories are dictionaries of member ids; flags are bool. A null is a
 *                 fact that isn't given: its default stands in, or it is absent.
 * Errors:         every function that can fail returns a fenglu_status and, where the caller passes a fenglu_error,
 *                 says what, where and how to mend it. Outputs are written last, and only on success.
 * Cost, threads:  loading 12 ms, compiling 3 ms, then well under a microsecond a row. Policies, plans, rosters and
 *                 results never change: any number of threads may use one handle at once. Destroy a handle once, when
 *                 no call uses it. Handles hold what they came from: a plan outlives its policy's handle. Errors
 *                 (fenglu_error) and streams are one thread's at a time.
 *
 * docs/embedding.md tells the same at length, examples/embed/main.c is a whole program.
 */
#ifndef FENGLU_FENGLU_H
#define FENGLU_FENGLU_H

#include <stddef.h> /* NOLINT(modernize-deprecated-headers): a C header */
#include <stdint.h> /* NOLINT(modernize-deprecated-headers) */

#if defined(FENGLU_STATIC)
#define FENGLU_EXPORT
#elif defined(_WIN32)
#define FENGLU_EXPORT __declspec(dllexport)
#else
#define FENGLU_EXPORT __attribute__((visibility("default")))
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* ---- Arrow's own structs, word for word as its specification has them, under its guards. ---- */

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema** children;
  struct ArrowSchema* dictionary;
  void (*release)(struct ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  struct ArrowArray** children;
  struct ArrowArray* dictionary;
  void (*release)(struct ArrowArray*);
  void* private_data;
};

#endif /* ARROW_C_DATA_INTERFACE */

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE

struct ArrowArrayStream {
  int (*get_schema)(struct ArrowArrayStream*, struct ArrowSchema* out);
  int (*get_next)(struct ArrowArrayStream*, struct ArrowArray* out);
  const char* (*get_last_error)(struct ArrowArrayStream*);
  void (*release)(struct ArrowArrayStream*);
  void* private_data;
};

#endif /* ARROW_C_STREAM_INTERFACE */

/* ---- Versions ---- */

/* Goes up when a function or a struct changes so that programs built before can't call it. New functions, and new
 * members at the end of a struct that carries its own size, don't change it. */
#define FENGLU_ABI_VERSION 1u

/* The ABI that the library was built with; fenglu_policy_load refuses another than the caller's. */
FENGLU_EXPORT uint32_t fenglu_abi_version(void);
/* "0.1.0". Never null, never freed. */
FENGLU_EXPORT const char* fenglu_version(void);
/* The level of the policy language that the library understands. */
FENGLU_EXPORT uint32_t fenglu_language_level(void);

/* ---- What went wrong ---- */

typedef int32_t fenglu_status;
enum {
  FENGLU_OK = 0,      /* done; the error may still tell warnings */
  FENGLU_REFUSED = 1, /* the policy or the roster was refused; nothing was made */
  FENGLU_MISUSE = 2,  /* the call was wrong: a null handle, a month that is none, another ABI */
  FENGLU_FAULT = 3    /* a fault of fenglu's own, or memory ran out */
};

enum { FENGLU_EN = 0, FENGLU_ZH = 1 };
enum { FENGLU_TEXT = 0, FENGLU_JSON = 1, FENGLU_HTML = 2 };

/* The caller's own, on its stack; any function takes NULL in its place. Begin with FENGLU_ERROR_INIT, then give a
 * buffer for the whole list where one is wanted. Each call overwrites what is "out".
 *
 * The list holds every mistake found, warnings too: a hundred errors in full, the rest counted. As FENGLU_TEXT each is
 * a paragraph, place, code, message and mend, and paragraphs end in a newline; as FENGLU_JSON each is one line:
 * {"severity": "error" | "warning", "code", "file", "line", "column", "row", "cell", "message", "mend"}, where file,
 * line and column are of the tables, row and cell of the roster, and "row" is null where there is none. What doesn't
 * fit the buffer is left out whole, from the end. */
typedef struct fenglu_error {
  uint32_t struct_size; /* in: sizeof(fenglu_error) */
  int32_t language;     /* in: FENGLU_EN or FENGLU_ZH */
  int32_t format;       /* in: of the list: FENGLU_TEXT or FENGLU_JSON */
  int32_t reserved;     /* in: 0 */
  char* list;           /* in: where the list goes, ended by a zero byte; may be NULL */
  size_t list_capacity; /* in: bytes there, the zero byte included; 64 KiB hold a hundred mistakes in most cases */
  size_t list_length;   /* out: bytes written, without the zero byte */
  size_t list_needed;   /* out: the capacity that would have held the whole list */
  uint64_t errors;      /* out: how many */
  uint64_t warnings;    /* out: how many */
  int64_t row;          /* out: of the first error: index of the roster's row from 0, -1 = none */
  char column[128];     /* out: of the first error: name of the column, or "" */
  char code[48];        /* out: of the first error: "cell-range", as docs/diagnostics.md lists them, or "" */
  char reason[512];     /* out: the first error in words; cut at a whole character, ended by a zero byte */
} fenglu_error;
#define FENGLU_ERROR_INIT                                                                     \
  {                                                                                           \
    sizeof(fenglu_error), FENGLU_EN, FENGLU_TEXT, 0, NULL, 0, 0, 0, 0, 0, -1, {0}, {0}, { 0 } \
  }

/* Frees a text that a function of this header gave out; NULL is passed over. */
FENGLU_EXPORT void fenglu_text_free(char* text);

/* ---- Policy: dated, cited tables, loaded, layered and checked ---- */

typedef struct fenglu_policy fenglu_policy;

typedef struct fenglu_load_options {
  uint32_t struct_size;        /* sizeof(fenglu_load_options) */
  uint32_t what_if_count;      /* how many what_ifs */
  const char* const* tables;   /* folders where policies are looked for by name, before FENGLU_TABLES, the installed */
  size_t table_count;          /* how many tables */
  const char* const* what_ifs; /* "grade.wage*=1.06", "hf.rate@2025-07-01=0.06": as the command line's --set; without a
                                  day '=' takes the place of the whole history. What rests on them is illustrative */
} fenglu_load_options;
#define FENGLU_LOAD_OPTIONS_INIT \
  { sizeof(fenglu_load_options), 0, NULL, 0, NULL }

/* `name` is a folder that holds policy.json, or the name of one ("shanghai", "hebei/xingtai"). Pass
 * FENGLU_ABI_VERSION first. Options may be NULL. */
FENGLU_EXPORT fenglu_status fenglu_policy_load(uint32_t abi_version, const char* name,
                                               const fenglu_load_options* options, fenglu_policy** out,
                                               fenglu_error* error);
FENGLU_EXPORT void fenglu_policy_destroy(fenglu_policy* policy);

/* What the tables hold and how sure they are, as JSON: {"policy", "title", "sheets": [{"sheet", "plans", "first",
 * "last"}], "values": {"verified": N ...}, "stale": [{"parameter", "from"}], "abstract": {"parameters", "categories"},
 * "diagnostics": [as in fenglu_error's list]}. `month` ("2025-10") is when staleness is judged. Every distinct set of
 * values is compiled, which takes a second or two; mistakes found then are in "diagnostics", and the status is
 * FENGLU_OK. */
FENGLU_EXPORT fenglu_status fenglu_policy_check(const fenglu_policy* policy, const char* month, char** out_json,
                                                fenglu_error* error);

typedef struct fenglu_show_options {
  uint32_t struct_size;     /* sizeof(fenglu_show_options) */
  int32_t carry;            /* not 0: let values that have ended go on, as assumed */
  const char* month;        /* "2025-10"; required */
  const char* as_of;        /* "2025-09-18"; NULL: all that the tables know */
  const char* const* names; /* ids or patterns with '*'; NULL: all */
  size_t name_count;
  int32_t format;   /* FENGLU_JSON or FENGLU_TEXT */
  int32_t language; /* of the text */
} fenglu_show_options;
#define FENGLU_SHOW_OPTIONS_INIT \
  { sizeof(fenglu_show_options), 0, NULL, NULL, NULL, 0, FENGLU_JSON, FENGLU_EN }

/* The parameters in force with their sources: what `fenglu show` prints. */
FENGLU_EXPORT fenglu_status fenglu_policy_show(const fenglu_policy* policy, const fenglu_show_options* options,
                                               char** out_text, fenglu_error* error);
/* Facts, items and categories of a sheet as JSON: what `fenglu schema` prints. `sheet` NULL: payroll or the only one.
 */
FENGLU_EXPORT fenglu_status fenglu_policy_schema(const fenglu_policy* policy, const char* sheet, char** out_json,
                                                 fenglu_error* error);

/* ---- Plan: a sheet compiled for one month ---- */

typedef struct fenglu_plan fenglu_plan;

typedef struct fenglu_plan_options {
  uint32_t struct_size;     /* sizeof(fenglu_plan_options) */
  int32_t carry;            /* not 0: let values that have ended go on, as assumed */
  const char* sheet;        /* NULL: payroll, or the only one */
  const char* month;        /* "2025-10"; required */
  const char* as_of;        /* "2025-09-18"; NULL: all that the tables know */
  const char* const* items; /* the result's columns, in order; NULL: all */
  size_t item_count;
  const char* const* set_by_hand; /* items that the roster may set by a column "set.ITEM" */
  size_t set_by_hand_count;
} fenglu_plan_options;
#define FENGLU_PLAN_OPTIONS_INIT \
  { sizeof(fenglu_plan_options), 0, NULL, NULL, NULL, NULL, 0, NULL, 0 }

FENGLU_EXPORT fenglu_status fenglu_plan_compile(const fenglu_policy* policy, const fenglu_plan_options* options,
                                                fenglu_plan** out, fenglu_error* error);
FENGLU_EXPORT void fenglu_plan_destroy(fenglu_plan* plan);

/* What the plan reads and rests on, as JSON: {"policy", "sheet", "month", "as_of", "key", "items": [ids], "facts": [ids
 * that it reads], "year_to_date": [items whose ytd.ITEM it reads], "last_month": [items whose last.ITEM it reads],
 * "needs_opening": whether either is so, "set_by_hand": [ids], "cross_row", "rests": [{"parameter", "from", "status",
 * "stale", "carried"}]}. A run that rests on "assumed", "illustrative" or stale values ought to say so to those it
 * pays. */
FENGLU_EXPORT fenglu_status fenglu_plan_describe(const fenglu_plan* plan, char** out_json, fenglu_error* error);

/* ---- Roster: a table of facts, every cell held against what the plan was proven for ---- */

typedef struct fenglu_roster fenglu_roster;

enum {
  FENGLU_MONEY_DECIMAL = 0, /* money is a decimal in yuan */
  FENGLU_MONEY_FEN = 1      /* money is a whole number of fen */
};
enum {
  FENGLU_OPENING_GIVEN = 0, /* ytd.ITEM and last.ITEM columns, or an opening of its own */
  FENGLU_OPENING_ZERO = 1   /* nothing was paid yet this year */
};

typedef struct fenglu_roster_options {
  uint32_t struct_size; /* sizeof(fenglu_roster_options) */
  int32_t money;   /* FENGLU_MONEY_FEN: integer columns of money are fen; else they are refused, unless their field says
                      "fenglu.unit" = "fen" in its metadata, as columns that fenglu gave out do */
  int32_t opening; /* FENGLU_OPENING_...; asked only where the plan needs one */
  int32_t allow_unknown; /* not 0: columns that the sheet doesn't know are passed over without a warning */
  /* The tax year's earlier months by key, as a table of its own: ITEM (or ytd.ITEM) and last.ITEM columns. NULL where
   * the roster brings them or none is due. Taken over and released like the roster's own stream. */
  struct ArrowArrayStream* opening_stream;
} fenglu_roster_options;
#define FENGLU_ROSTER_OPTIONS_INIT \
  { sizeof(fenglu_roster_options), FENGLU_MONEY_DECIMAL, FENGLU_OPENING_GIVEN, 0, NULL }

/* From a stream of record batches (a struct array each, "+s"), or from one. The columns are named by facts: id, title
 * or alias, and by "set.ITEM", "ytd.ITEM", "last.ITEM"; they may stand in any order.
 *
 * - money: decimal32, 64, 128, 256 of any scale (a third decimal that isn't 0 is refused); integers as said above
 * - number, rate: decimals of any scale, integers
 * - flag: bool, integers 0 and 1
 * - date: date32; date64 and timestamps without a zone, both of these at midnight
 * - month: date32 of its first day, or text "2025-10"
 * - category: text, or a dictionary of text: a member's id or label
 * - key, text: text, or a dictionary of text
 *
 * Text is utf8, large_utf8 or utf8_view, without the blanks around it; indices of dictionaries are of any width,
 * integers too. Offsets, slices, missing validity buffers, null columns and chunks with dictionaries of their own are
 * taken. Anything else is refused with its name: no value is ever rounded, clipped or guessed, and floating point is
 * never money.
 *
 * The stream or array is taken over in any case and released when the roster is destroyed or earlier; `schema` is only
 * read. All bad cells are told at once. */
FENGLU_EXPORT fenglu_status fenglu_roster_from_stream(const fenglu_plan* plan, struct ArrowArrayStream* stream,
                                                      const fenglu_roster_options* options, fenglu_roster** out,
                                                      fenglu_error* error);
FENGLU_EXPORT fenglu_status fenglu_roster_from_array(const fenglu_plan* plan, const struct ArrowSchema* schema,
                                                     struct ArrowArray* array, const fenglu_roster_options* options,
                                                     fenglu_roster** out, fenglu_error* error);
FENGLU_EXPORT void fenglu_roster_destroy(fenglu_roster* roster);
FENGLU_EXPORT int64_t fenglu_roster_rows(const fenglu_roster* roster);
/* The row that has a key, or -1. The first search of a roster reads all its keys. */
FENGLU_EXPORT int64_t fenglu_roster_find(const fenglu_roster* roster, const char* key);
/* How many columns the plan reads where they lie, without a copy: whole numbers of fen, 64 bits wide, in one chunk,
 * without a null. */
FENGLU_EXPORT int64_t fenglu_roster_borrowed_columns(const fenglu_roster* roster);

/* ---- Result: an item a column, a record of the roster a row ---- */

typedef struct fenglu_result fenglu_result;

/* `threads` 0: one for each core. The same bits for any number of them. A row that a rule of the sheet refuses refuses
 * the run, and all such rows are told. The roster must have been made for this plan. */
FENGLU_EXPORT fenglu_status fenglu_plan_run(const fenglu_plan* plan, const fenglu_roster* roster, uint32_t threads,
                                            fenglu_result** out, fenglu_error* error);
FENGLU_EXPORT void fenglu_result_destroy(fenglu_result* result);
FENGLU_EXPORT int64_t fenglu_result_rows(const fenglu_result* result);

typedef struct fenglu_export_options {
  uint32_t struct_size; /* sizeof(fenglu_export_options) */
  int32_t money;        /* FENGLU_MONEY_DECIMAL: decimal128(18, 2); FENGLU_MONEY_FEN: int64, without a copy */
  int64_t batch_rows;   /* of a stream: most rows of a batch; 0: all in one */
} fenglu_export_options;
#define FENGLU_EXPORT_OPTIONS_INIT \
  { sizeof(fenglu_export_options), FENGLU_MONEY_DECIMAL, 0 }

/* The key column (utf8), then a column an item under its id, never null. Fields carry the metadata "fenglu.unit"
 * ("yuan", "fen", "rate", "number", "flag", "date", "month", "category", "key") and "fenglu.title.zh",
 * "fenglu.title.en". A number or a rate is decimal128 with the item's decimals, months are text "2025-10". What is
 * given out lives until it is released, whatever becomes of the handle. */
FENGLU_EXPORT fenglu_status fenglu_result_to_stream(const fenglu_result* result, const fenglu_export_options* options,
                                                    struct ArrowArrayStream* out, fenglu_error* error);
FENGLU_EXPORT fenglu_status fenglu_result_to_array(const fenglu_result* result, const fenglu_export_options* options,
                                                   struct ArrowSchema* out_schema, struct ArrowArray* out_array,
                                                   fenglu_error* error);

/* ---- Explain: the way to a figure ---- */

typedef struct fenglu_explain_options {
  uint32_t struct_size;     /* sizeof(fenglu_explain_options) */
  int32_t format;           /* FENGLU_TEXT, FENGLU_JSON or FENGLU_HTML */
  int32_t language;         /* FENGLU_EN or FENGLU_ZH */
  int32_t reserved;         /* 0 */
  const char* const* items; /* what is explained; NULL: the totals */
  size_t item_count;
} fenglu_explain_options;
#define FENGLU_EXPLAIN_OPTIONS_INIT \
  { sizeof(fenglu_explain_options), FENGLU_JSON, FENGLU_EN, 0, NULL, 0 }

/* Worked out anew by the exact evaluator, from row `row` of the roster: what `fenglu explain` prints. */
FENGLU_EXPORT fenglu_status fenglu_plan_explain(const fenglu_plan* plan, const fenglu_roster* roster, int64_t row,
                                                const fenglu_explain_options* options, char** out_text,
                                                fenglu_error* error);

#ifdef __cplusplus
}
#endif

#endif /* FENGLU_FENGLU_H */
