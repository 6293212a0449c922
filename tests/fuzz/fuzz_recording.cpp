// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/reader.h"
#include "models/store/salvage.h"
#include "tests/fuzz/harness.h"
#include "tests/models/store/storefixture.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

// A file that somebody sends as a recording. The input is taken as the file, and as changes to a
// whole one: of each, three bytes say where (from its beginning), one how many bytes, and those
// follow. What is read is what a window asks for first; of one input in four, since that takes
// longest, what can be read is salvaged, too.
namespace {

constexpr std::int64_t kPage = 50; // rows

// One that the program itself wrote, as bytes, and a place for what becomes of it.
class Original
{
public:
    Original()
    {
        const auto writer = m_recording.writer();
        fuzz::require(
            writer->append(storetest::spansBatch({storetest::chatSpan(1, 1), storetest::stepSpan(2),
                                                  storetest::chatSpan(3, 3)},
                                                 5))
                    .has_value()
                && writer
                       ->append(storetest::logsBatch(
                           {storetest::messagesLog(1, 1), storetest::judgeLog(1, 2, 0.2, true)}, 6))
                       .has_value()
                && writer->append(storetest::note("seen", 7)).has_value()
                && writer->commit().has_value(),
            "the original can be written");
    }

    // The folder goes with it.
    std::string path() const { return m_recording.path() + "-changed"; }
    const std::string& bytes()
    {
        if (m_bytes.empty())
            m_bytes = m_recording.bytes();
        return m_bytes;
    }

private:
    storetest::Recording m_recording;
    std::string m_bytes;
};

Original& original()
{
    static Original whole;
    return whole;
}

// Null where it could not be read; what it points to is the result's.
template<class T>
const T* told(const telemetry::Result<T>& result)
{
    if (result)
        return &*result;
    fuzz::require(!result.error().message.empty(), "what cannot be read says why");
    return nullptr;
}

void readTrace(const store::Reader& reader, const telemetry::SpanKey& key)
{
    static_cast<void>(told(reader.trace(key.trace, {})));
    static_cast<void>(told(reader.generation(key, {})));
    static_cast<void>(told(reader.attributes(key, {})));
    static_cast<void>(told(reader.evaluationsOf(key, {})));
}

void readFirstPage(const store::Reader& reader)
{
    store::GenerationFilter page;
    page.limit = kPage;
    static_cast<void>(told(reader.info()));
    static_cast<void>(told(reader.extent()));
    static_cast<void>(told(reader.services({})));
    static_cast<void>(told(reader.mapping()));
    static_cast<void>(told(reader.healthMatrix({})));
    static_cast<void>(told(reader.alarms({})));
    static_cast<void>(told(reader.gaps({})));
    static_cast<void>(told(reader.links()));
    static_cast<void>(told(reader.changes({})));
    static_cast<void>(told(reader.recordingId()));
    static_cast<void>(told(reader.timeline(store::View{})));
    static_cast<void>(told(reader.verify()));
    static_cast<void>(told(reader.steps({}, page)));
    static_cast<void>(told(reader.evaluations({}, page)));
    static_cast<void>(told(reader.suspects({}, page, 0)));
    const auto generations = reader.generations({}, page);
    if (const auto* rows = told(generations))
        fuzz::require(static_cast<std::int64_t>(rows->size()) <= kPage, "a page has an end");
    const auto spans = reader.spans({}, page);
    if (const auto* rows = told(spans)) {
        fuzz::require(static_cast<std::int64_t>(rows->size()) <= kPage, "a page has an end");
        for (const store::SpanRow& row : *rows)
            readTrace(reader, {.trace = row.trace, .span = row.span});
    }
}

std::string contentOf(const std::string& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void salvageFrom(const std::string& path)
{
    const std::string out = path + ".new";
    for (const char* suffix : {"", "-wal", "-shm"})
        std::filesystem::remove(out + suffix);
    const auto salvaged = store::salvage(path, out, storetest::at(9));
    if (!salvaged) {
        fuzz::require(!salvaged.error().message.empty(), "what cannot be salvaged says why");
        fuzz::require(!std::filesystem::exists(out), "half a recording is not left");
        return;
    }
    const auto reader = store::Reader::open(out);
    fuzz::require(reader.has_value(), "what was salvaged opens");
    const auto info = (*reader)->info();
    fuzz::require(info.has_value(), "what was salvaged is read");
    const auto spans = std::ranges::find(salvaged->tables, "spans", &store::SalvagedTable::name);
    fuzz::require(spans != salvaged->tables.end() && spans->rows == info->spans,
                  "as many rows are there as it says");
    readFirstPage(**reader);
}

void openAs(const std::string& bytes)
{
    const std::string path = original().path();
    for (const char* beside : {"-wal", "-shm", "-journal"})
        std::filesystem::remove(path + beside);
    std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
    if (const auto reader = store::Reader::open(path)) {
        readFirstPage(**reader);
    } else {
        fuzz::require(!reader.error().message.empty(), "a file that is refused is told why");
    }
    constexpr std::size_t kOneIn = 4;
    if (std::hash<std::string>()(bytes) % kOneIn == 0)
        salvageFrom(path);
    fuzz::require(contentOf(path) == bytes, "reading changes nothing");
}

std::string changed(std::string bytes, std::string_view changes)
{
    constexpr std::size_t kHead = 4;
    while (changes.size() > kHead) {
        const auto byte = [&changes](std::size_t i) {
            return std::size_t{static_cast<unsigned char>(changes[i])};
        };
        const std::size_t at = (byte(0) << 16U | byte(1) << 8U | byte(2)) % bytes.size();
        const std::string_view text = changes.substr(kHead, byte(3));
        const std::size_t count = std::min(text.size(), bytes.size() - at);
        bytes.replace(at, count, text.substr(0, count));
        changes.remove_prefix(kHead + text.size());
    }
    return bytes;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    openAs(std::string(bytes));
    openAs(changed(original().bytes(), bytes));
    return 0;
}
