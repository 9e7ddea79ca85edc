/* callbacks_parts.h - what the files of group `callbacks` give each other. */
#ifndef SEAM_PEERS_C_CALLBACKS_PARTS_H
#define SEAM_PEERS_C_CALLBACKS_PARTS_H

#include "c.h"

#include <stdatomic.h>

#define NEW(type)   ((type *)seam_c_host->alloc(seam_c_host, sizeof(type), _Alignof(type)))
#define FREE(block) seam_c_host->free(seam_c_host, (block), sizeof *(block), _Alignof(__typeof__(*(block))))

/* What live counts, by kind. */
extern atomic_size_t seam_c_alive[SEAM_LIVE_WORKS + 1];

/* Calls `visit` with the arguments of this item. */
int seam_c_visit(uint32_t index, seam_visit_fn visit, void *userdata);
/* Fails deep down, and contains it; `text` is the last message. */
void seam_c_raise(const char *text);

/* The ops. */
int seam_c_bus_new(struct seam_bus **bus);
int seam_c_bus_free(struct seam_bus *bus);
int seam_c_subscribe(struct seam_bus *bus, seam_event_fn callback, void *userdata, seam_destroy_fn destroy,
                     uint64_t *id);
int seam_c_unsubscribe(struct seam_bus *bus, uint64_t id);
int seam_c_replace(struct seam_bus *bus, uint64_t id, seam_event_fn callback, void *userdata, seam_destroy_fn destroy);
int seam_c_fire(struct seam_bus *bus, uint64_t id, int64_t event, int *result);
int seam_c_fire_all(struct seam_bus *bus, int64_t event, uint32_t *called, int *result);
int seam_c_bus_recover(struct seam_bus *bus);
int seam_c_lock_probe(struct seam_bus *bus);
int seam_c_relay(const struct seam_relay *functions, const struct seam_values *in, void *userdata,
                 struct seam_values *out);
int seam_c_relay_structs(const struct seam_relay_structs *functions, const struct seam_structs *in, void *userdata,
                         struct seam_structs *out);
int seam_c_call_twelve(const struct seam_twelve *values, seam_twelve_fn callback, void *userdata, double *result);
int seam_c_echoes(struct seam_echoes *functions);
int seam_c_bus_new_for(int kind, struct seam_bus **bus);
int seam_c_subscribe_with(struct seam_bus *bus, const struct seam_subscription *subscription, uint64_t *id);
int seam_c_bus_watch(struct seam_bus *bus, const struct seam_watch *watch);
int seam_c_ask(const char *question, size_t length, seam_answer_fn answer, void *userdata, char **text, size_t *n);
int seam_c_transfer(const struct seam_transfer *transfer, const char *name, uint64_t *done, int64_t *result);
int seam_c_join(const char *const *parts, size_t n, const struct seam_memory *memory, char **text);
int seam_c_work_start(uint32_t count, seam_visit_fn visit, seam_done_fn done, void *userdata, int where,
                      struct seam_work **work);
int seam_c_work_cancel(struct seam_work *work);
int seam_c_work_wait(struct seam_work *work);
int seam_c_work_free(struct seam_work *work);

#endif
