/* Needs what nobody has. */
extern int there_is_no_such_function(void);
int (*needed)(void) = there_is_no_such_function;
