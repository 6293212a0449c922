// SPDX-License-Identifier: GPL-3.0-or-later

// The memory is at its end at the n-th allocation while something from outside is read.

#include "models/bundle/archive.h"
#include "models/bundle/manifest.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "tests/faults/classes.h"
#include "tests/models/ingest/ingestfixture.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <new>
#include <string>
#include <utility>

namespace {

// Of the thread that reads; the count of what is left until one fails.
thread_local bool isMemoryScarce = false;
thread_local std::uint64_t allocationsLeft = 0;
thread_local bool hasMemoryFailed = false;

void* allocated(std::size_t size)
{
    if (isMemoryScarce && allocationsLeft-- == 0) {
        isMemoryScarce = false; // the one failure: what cleans up after it has memory
        hasMemoryFailed = true;
        throw std::bad_alloc();
    }
    void* memory = std::malloc(size > 0 ? size : 1);
    if (memory == nullptr)
        throw std::bad_alloc();
    return memory;
}

} // namespace

// For the whole program; the usual ones but for the above.
void* operator new(std::size_t size)
{
    return allocated(size);
}
void* operator new[](std::size_t size)
{
    return allocated(size);
}
void operator delete(void* memory) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory) noexcept
{
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept
{
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept
{
    std::free(memory);
}

namespace faults {

namespace {

using telemetry::SignalKind;

std::shared_ptr<const std::string> shared(std::string bytes)
{
    return std::make_shared<const std::string>(std::move(bytes));
}

// How much was read, and 0 where it was refused.
std::size_t readFromOutside(std::uint64_t what, const std::string& bytes)
{
    const auto itemsOf = [](telemetry::Result<telemetry::Batch> batch) -> std::size_t {
        if (!batch)
            return 0;
        return dialect::Interpreter::builtIn().interpret(std::move(*batch)).batch.spans.size();
    };
    switch (what) {
    case 0:
        return itemsOf(otlp::decodeProtobuf(SignalKind::Traces, shared(bytes)));
    case 1:
        return itemsOf(otlp::decodeJson(SignalKind::Traces, shared(bytes)));
    case 2:
        return bundle::manifestFrom(bytes) ? 1 : 0;
    default: {
        const auto archive = bundle::ArchiveReader::openBytes(bytes);
        std::size_t members = 0;
        while (archive) {
            const auto entry = (*archive)->next();
            if (!entry || !*entry)
                break;
            members += (*archive)->readAll(1 << 20) ? 1 : 0;
        }
        return members;
    }
    }
}

std::string inputOf(std::uint64_t what, const Trial& trial)
{
    switch (what) {
    case 0:
        return ingesttest::manySpans(1, 3);
    case 1:
        return ingesttest::jsonLine(1);
    case 2:
        return bundle::toJson(bundle::Manifest{});
    default: {
        const std::string path = trial.path("a.tar.zst");
        const auto archive = bundle::ArchiveWriter::create(path);
        require(archive && (*archive)->add("one", std::string(5000, 'x'))
                    && (*archive)->add("two", "y") && (*archive)->finish(),
                "the archive cannot be made");
        return ingesttest::contentOf(path);
    }
    }
}

constexpr std::uint64_t kInputs = 4;

} // namespace

// Where memory ends, the reader throws std::bad_alloc or refuses; what it was given is read as ever
// when there is memory again.
void runOutOfMemory(const Trial& trial)
{
    const std::uint64_t what = trial.seed % kInputs;
    const std::string bytes = inputOf(what, trial);
    const std::size_t whole = readFromOutside(what, bytes);
    require(what == 2 || whole > 0, "a good input is refused");
    std::size_t read = 0;
    allocationsLeft = trial.seed / kInputs;
    isMemoryScarce = true;
    try {
        read = readFromOutside(what, bytes);
    } catch (const std::bad_alloc&) {
        read = 0;
    }
    isMemoryScarce = false;
    require(!hasMemoryFailed || read == 0 || read == whole, "half of it is taken for all");
    require(readFromOutside(what, bytes) == whole, "it does not go on when there is memory");
    if (!hasMemoryFailed)
        notReached(); // it takes fewer allocations
}

} // namespace faults
