/* posix_code.c - where a library's code is, and what its functions are called, as its ELF file says; elsewhere by the loader alone. */
#define _GNU_SOURCE
#define _DARWIN_C_SOURCE
#include "platform.h"

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>

#if defined(__linux__)
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* A library's file, in memory. */
struct file {
	const unsigned char *bytes;
	size_t size;
	const ElfW(Ehdr) *header;
	const ElfW(Shdr) *sections;
};

static int open_file(struct file *f, const char *path)
{
	struct stat status;
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	void *p = MAP_FAILED;

	if (fd < 0)
		return -1;
	if (fstat(fd, &status) == 0 && status.st_size > (off_t)sizeof *f->header)
		p = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (p == MAP_FAILED)
		return -1;
	*f = (struct file){ .bytes = p, .size = (size_t)status.st_size, .header = p };
	if (memcmp(f->header->e_ident, ELFMAG, SELFMAG) == 0 && f->header->e_shentsize == sizeof *f->sections &&
	    f->header->e_shoff <= f->size && f->header->e_shnum <= (f->size - f->header->e_shoff) / sizeof *f->sections) {
		f->sections = (const void *)(f->bytes + f->header->e_shoff);
		return 0;
	}
	munmap(p, f->size);
	return -1;
}

static bool is_within(const struct file *f, const ElfW(Shdr) *section)
{
	return section->sh_offset <= f->size && section->sh_size <= f->size - section->sh_offset;
}

size_t seam_library_text(const char *path, struct seam_range *ranges, size_t most)
{
	void *library = dlopen(path, RTLD_LAZY | RTLD_NOLOAD);
	struct link_map *map = NULL;
	struct file f;
	size_t n = 0;

	if (!library)
		return 0;
	if (dlinfo(library, RTLD_DI_LINKMAP, &map) == 0 && open_file(&f, path) == 0) {
		for (size_t i = 0; i < f.header->e_shnum && n < most; i++)
			if (f.sections[i].sh_flags & SHF_EXECINSTR && f.sections[i].sh_flags & SHF_ALLOC)
				ranges[n++] = (struct seam_range){
					(const unsigned char *)(uintptr_t)(map->l_addr + f.sections[i].sh_addr),
					f.sections[i].sh_size
				};
		munmap((void *)(uintptr_t)f.bytes, f.size);
	}
	dlclose(library);
	return n;
}

/* The name in one table of symbols of the function that begins there, or NULL. */
static const char *find_in(const struct file *f, const ElfW(Shdr) *table, uintptr_t at)
{
	const ElfW(Sym) *symbols = (const void *)(f->bytes + table->sh_offset);
	const ElfW(Shdr) *names = &f->sections[table->sh_link];

	if (!is_within(f, table) || table->sh_link >= f->header->e_shnum || !is_within(f, names) || !names->sh_size ||
	    f->bytes[names->sh_offset + names->sh_size - 1] != '\0')
		return NULL;
	for (size_t i = 0; i < table->sh_size / sizeof *symbols; i++)
		if ((symbols[i].st_info & 15) == STT_FUNC && symbols[i].st_value == at && symbols[i].st_name < names->sh_size)
			return (const char *)f->bytes + names->sh_offset + symbols[i].st_name;
	return NULL;
}

static void find_static(const Dl_info *info, uintptr_t function, char *name, size_t size)
{
	struct file f;
	const char *found = NULL;

	if (!info->dli_fname || open_file(&f, info->dli_fname) != 0)
		return;
	for (size_t i = 0; i < f.header->e_shnum && !found; i++)
		if (f.sections[i].sh_type == SHT_SYMTAB)
			found = find_in(&f, &f.sections[i], function - (uintptr_t)info->dli_fbase);
	if (found)
		snprintf(name, size, "%s", found);
	munmap((void *)(uintptr_t)f.bytes, f.size);
}
#else
size_t seam_library_text(const char *path, struct seam_range *ranges, size_t most)
{
	(void)path, (void)ranges, (void)most;
	return 0;
}

static void find_static(const Dl_info *info, uintptr_t function, char *name, size_t size)
{
	(void)info, (void)function, (void)name, (void)size;
}
#endif

void seam_function_name(void (*function)(void), char *name, size_t size)
{
	uintptr_t at = (uintptr_t)function;
	Dl_info info;

	if (dladdr((void *)at, &info) == 0)
		return;
	if (info.dli_sname && (uintptr_t)info.dli_saddr == at)
		snprintf(name, size, "%s", info.dli_sname);
	else
		find_static(&info, at, name, size);
}
