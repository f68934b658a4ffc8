/* Pay for a table in memory through the C ABI: an Arrow record batch in, one out. docs/embedding.md walks through it.
 */
#include <fenglu/fenglu.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 2, COLUMNS = 6 };

/* Everything here is static: there is nothing to free. */
static void release_schema(struct ArrowSchema* schema) { schema->release = NULL; }
static void release_array(struct ArrowArray* array) { array->release = NULL; }

static struct ArrowSchema fields[COLUMNS];
static struct ArrowArray cells[COLUMNS];
static const void* buffers[COLUMNS][3];

static void add(int at, const char* name, const char* format, const void* values, const char* bytes) {
  struct ArrowSchema field = {0};
  struct ArrowArray array = {0};
  field.format = format;
  field.name = name;
  field.release = release_schema;
  fields[at] = field;
  buffers[at][1] = values; /* no bitmap of nulls: every cell is given */
  buffers[at][2] = bytes;
  array.length = ROWS;
  array.n_buffers = bytes != NULL ? 3 : 2;
  array.buffers = buffers[at];
  array.release = release_array;
  cells[at] = array;
}

static void add_columns(void) {
  static const int32_t ids[] = {0, 3, 6}, posts[] = {0, 7, 15}, grades[] = {0, 6, 12};
  static const int32_t hired[] = {18078, 15414};    /* 2019-07-01 and 2012-03-15, in days since 1970-01-01 */
  static const int64_t wages[] = {812345, 1022000}; /* fen */
  add(0, "staff_id", "u", ids, "SH1SH2");
  add(1, "post", "u", posts, "servicecivilian");
  add(2, "grade", "u", grades, "grade1chief3");
  add(3, "hired_on", "tdD", hired, NULL);
  add(4, "si.declared_wage", "l", wages, NULL);
  add(5, "hf.declared_wage", "l", wages, NULL);
}

static fenglu_error error = FENGLU_ERROR_INIT;

static void must(fenglu_status status) {
  if (status == FENGLU_OK) return;
  fprintf(stderr, "%s\n", error.reason);
  exit(1);
}

static fenglu_roster* read_roster(const fenglu_plan* plan) {
  static struct ArrowSchema* field_pointers[COLUMNS];
  static struct ArrowArray* cell_pointers[COLUMNS];
  static const void* no_nulls[1];
  struct ArrowSchema schema = {0};
  struct ArrowArray table = {0};
  fenglu_roster_options options = FENGLU_ROSTER_OPTIONS_INIT;
  fenglu_roster* roster;
  int i;
  add_columns();
  for (i = 0; i < COLUMNS; ++i) {
    field_pointers[i] = &fields[i];
    cell_pointers[i] = &cells[i];
  }
  schema.format = "+s";
  schema.n_children = table.n_children = COLUMNS;
  schema.children = field_pointers;
  schema.release = release_schema;
  table.children = cell_pointers;
  table.length = ROWS;
  table.n_buffers = 1;
  table.buffers = no_nulls;
  table.release = release_array;
  options.money = FENGLU_MONEY_FEN;
  must(fenglu_roster_from_array(plan, &schema, &table, &options, &roster, &error));
  return roster;
}

/* Money comes out as whole fen. */
static void print_fen(const char* name, const struct ArrowArray* column, int64_t row) {
  const int64_t fen = ((const int64_t*)column->buffers[1])[row];
  printf("  %s %lld.%02lld", name, (long long)(fen / 100), (long long)(fen % 100));
}

static void print_pay(const fenglu_result* result) {
  fenglu_export_options options = FENGLU_EXPORT_OPTIONS_INIT;
  struct ArrowSchema schema;
  struct ArrowArray table;
  int64_t row;
  options.money = FENGLU_MONEY_FEN;
  must(fenglu_result_to_array(result, &options, &schema, &table, &error));
  for (row = 0; row < table.length; ++row) {
    /* The key comes first, as text: its offsets, then its bytes. */
    const int32_t* key = (const int32_t*)table.children[0]->buffers[1] + row;
    printf("%.*s", (int)(key[1] - key[0]), (const char*)table.children[0]->buffers[2] + key[0]);
    print_fen("gross", table.children[1], row);
    print_fen("net", table.children[2], row);
    printf("\n");
  }
  table.release(&table);
  schema.release(&schema);
}

int main(int count, char** arguments) {
  const char* items[] = {"wage.gross", "pay.net"};
  const char* why[] = {"pension.employee"};
  fenglu_plan_options plan_options = FENGLU_PLAN_OPTIONS_INIT;
  fenglu_explain_options explain_options = FENGLU_EXPLAIN_OPTIONS_INIT;
  fenglu_policy* policy;
  fenglu_plan* plan;
  fenglu_roster* roster;
  fenglu_result* result;
  char* text;
  must(fenglu_policy_load(FENGLU_ABI_VERSION, count > 1 ? arguments[1] : "shanghai", NULL, &policy, &error));
  plan_options.month = "2025-01";
  plan_options.items = items;
  plan_options.item_count = 2;
  must(fenglu_plan_compile(policy, &plan_options, &plan, &error));
  roster = read_roster(plan);
  must(fenglu_plan_run(plan, roster, 2, &result, &error));
  print_pay(result);
  explain_options.format = FENGLU_TEXT;
  explain_options.items = why;
  explain_options.item_count = 1;
  must(fenglu_plan_explain(plan, roster, 0, &explain_options, &text, &error));
  fputs(text, stdout);
  fenglu_text_free(text);
  fenglu_result_destroy(result);
  fenglu_roster_destroy(roster);
  fenglu_plan_destroy(plan);
  fenglu_policy_destroy(policy);
  return 0;
}
