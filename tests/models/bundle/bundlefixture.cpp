// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/bundle/bundlefixture.h"

#include "models/bundle/archive.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include <archive.h>
#include <archive_entry.h>
#include <zstd.h>

using namespace storetest;

namespace bundletest {

std::string bytesOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void write(const std::string& path, const std::string& bytes)
{
    std::ofstream(path, std::ios::binary) << bytes;
}

Case::Case()
{
    const auto writer = m_recording.writer();
    for (std::uint64_t number = 1; number <= 180; ++number) {
        const auto second = static_cast<std::int64_t>(number) * 20;
        static_cast<void>(writer->append(spansBatch({chatSpan(number, second)}, second + 3)));
        if (number % 15 == 0)
            static_cast<void>(writer->append(note("note " + std::to_string(number), second)));
        static_cast<void>(writer->commit());
    }
}

std::string Case::path(const std::string& name) const
{
    return m_folder.filePath(QString::fromStdString(name)).toStdString();
}

bundle::Request Case::request(const std::string& out, const bundle::SigningKey* key) const
{
    bundle::Request request;
    request.recording = m_recording.path();
    request.out = path(out);
    request.range = {.start = at(900), .end = at(2700)};
    request.incident = bundle::Manifest::OfIncident{
        .id = "INC-0001", .uid = "u-1", .title = "Wrong hours", .start = at(1000), .end = at(2000)};
    request.documents =
        [](const std::string&,
           const bundle::Manifest&) -> telemetry::Result<std::vector<bundle::Document>> {
        return std::vector<bundle::Document>{{.name = "report.md", .bytes = "# Wrong hours\n"}};
    };
    request.key = key;
    request.product = "0.1.0";
    request.madeBy = "ada";
    request.now = at(5000);
    return request;
}

std::vector<std::string> Case::names() const
{
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder.path().toStdString()))
        found.push_back(entry.path().filename());
    std::ranges::sort(found);
    return found;
}

std::string compressed(const std::string& tar)
{
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    std::string bytes(ZSTD_compressBound(tar.size()), '\0');
    bytes.resize(ZSTD_compress2(context, bytes.data(), bytes.size(), tar.data(), tar.size()));
    ZSTD_freeCCtx(context);
    return bytes;
}

std::string container(const std::vector<RawMember>& members, const std::string& behind)
{
    archive* tar = archive_write_new();
    archive_write_set_format_pax_restricted(tar);
    archive_write_set_bytes_in_last_block(tar, 1);
    std::size_t size = 1U << 16U;
    for (const RawMember& member : members)
        size += member.bytes.size() + 8192;
    std::string bytes(size, '\0');
    std::size_t used = 0;
    archive_write_open_memory(tar, bytes.data(), bytes.size(), &used);
    for (const RawMember& member : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, member.name.c_str());
        archive_entry_set_perm(entry, 0600);
        archive_entry_set_filetype(entry,
                                   member.kind == RawMember::Symlink      ? AE_IFLNK
                                       : member.kind == RawMember::Folder ? AE_IFDIR
                                                                          : AE_IFREG);
        if (member.kind == RawMember::Symlink)
            archive_entry_set_symlink(entry, member.bytes.c_str());
        if (member.kind == RawMember::Hardlink)
            archive_entry_set_hardlink(entry, member.bytes.c_str());
        if (member.kind == RawMember::File)
            archive_entry_set_size(entry, static_cast<la_int64_t>(member.bytes.size()));
        archive_write_header(tar, entry);
        if (member.kind == RawMember::File)
            archive_write_data(tar, member.bytes.data(), member.bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(tar);
    archive_write_free(tar);
    bytes.resize(used);
    return compressed(bytes + behind);
}

std::vector<RawMember> membersOf(const std::string& path)
{
    const auto reader = bundle::ArchiveReader::open(path);
    std::vector<RawMember> members;
    while (reader) {
        const auto entry = (*reader)->next();
        if (!entry || !*entry)
            break;
        members.push_back({(*entry)->name, *(*reader)->readAll(std::int64_t{1} << 30)});
    }
    return members;
}

} // namespace bundletest
