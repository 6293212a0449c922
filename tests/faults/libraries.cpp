// SPDX-License-Identifier: GPL-3.0-or-later

// A library that takes input gets no memory at its n-th allocation: zlib and zstd of what is
// received, simdjson, libarchive and zstd of a bundle, libcurl of a request. That is told as what
// it is, and never as a fault of the input, which nobody would send again; no request goes out
// without what it was to have.

#include "models/bundle/archive.h"
#include "models/ingest/deliverydecoder.h"
#include "models/net/httpclient.h"
#include "tests/faults/classes.h"
#include "tests/faults/peerserver.h"
#include "tests/faults/scarcity.h"
#include "tests/models/ingest/ingestfixture.h"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <curl/curl.h>
#include <dlfcn.h>
#include <unistd.h>

namespace {

bool areHeadersLeftOut = false; // where there is no memory for them, as by who looks at nothing

} // namespace

// The program's calls come through here; they do what they always do, but for the above.
extern "C" curl_slist* curl_slist_append(curl_slist* list, const char* text)
{
    using Append = curl_slist* (*)(curl_slist*, const char*);
    static const auto append = reinterpret_cast<Append>(::dlsym(RTLD_NEXT, "curl_slist_append"));
    curl_slist* const grown = append(list, text);
    return grown == nullptr && areHeadersLeftOut ? list : grown;
}

namespace faults {

namespace {

struct Tried
{
    bool isWhole = false; // it was done as ever
    std::string problem; // what was told instead
};

struct LibraryUse
{
    const char* name;
    const char* library; // whose allocations fail; null: operator new of the whole program
    Tried (*attempt)(const Trial& trial);
};

// What a sender is told; anything else than "again" would be the end of the telemetry.
Tried decode(const std::string& coding, std::string body, bool isJson)
{
    ingest::RawDelivery delivery;
    delivery.contentEncoding = coding;
    delivery.isJson = isJson;
    delivery.body = std::move(body);
    delivery.source = "test";
    const auto decoded =
        ingest::decodeDelivery(std::move(delivery), {.inflatedBytes = 1 << 20}, ingesttest::kNoon);
    if (decoded)
        return {.isWhole = (*decoded)->batch.spans.size() == (isJson ? 1 : 3), .problem = {}};
    const ingest::Receipt& told = decoded.error().receipt;
    require(told.outcome == ingest::Receipt::Outcome::Failed,
            "a good delivery is refused for good: " + told.message);
    return {.isWhole = false, .problem = told.message};
}

const std::string& manySpansOnce()
{
    static const std::string body = ingesttest::manySpans(1, 3);
    return body;
}

// Of some size: zstd's decoder has to have a window of its own.
const std::string& bundleBytes(const Trial& trial)
{
    static const std::string bytes = [&trial] {
        const std::string path = trial.path("sound.tar.zst");
        const auto archive = bundle::ArchiveWriter::create(path);
        require(archive && (*archive)->add("one", std::string(300'000, 'x'))
                    && (*archive)->add("a-name-that-takes-memory", "y") && (*archive)->finish(),
                "the archive cannot be made");
        return ingesttest::contentOf(path);
    }();
    return bytes;
}

Tried readBundle(const Trial& trial)
{
    Tried tried;
    const auto toldAs = [&tried](const telemetry::Error& error) {
        require(error.message.find("memory") != std::string::npos,
                "a good bundle is said to be none: " + error.message);
        tried.problem = error.message;
    };
    const auto archive = bundle::ArchiveReader::openBytes(bundleBytes(trial));
    if (!archive) {
        toldAs(archive.error());
        return tried;
    }
    std::vector<std::string> members;
    while (true) {
        const auto entry = (*archive)->next();
        if (!entry) {
            toldAs(entry.error());
            return tried;
        }
        if (!*entry)
            break;
        const auto content = (*archive)->readAll(1 << 20);
        if (!content) {
            toldAs(content.error());
            return tried;
        }
        members.push_back((*entry)->name + ' ' + std::to_string(content->size()));
    }
    tried.isWhole = members == std::vector<std::string>{"one 300000", "a-name-that-takes-memory 1"};
    require(tried.isWhole, "half of a bundle is taken for all of it");
    return tried;
}

Tried writeBundle(const Trial& trial)
{
    const std::string path = trial.path("written.tar.zst");
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
    Tried tried;
    {
        const auto archive = bundle::ArchiveWriter::create(path);
        auto done = archive ? telemetry::Result<void>() : tl::make_unexpected(archive.error());
        if (done)
            done = (*archive)->add("one", std::string(300'000, 'x'));
        if (done)
            done = (*archive)->add("a-name-that-takes-memory", "y");
        if (done) {
            const auto finished = (*archive)->finish();
            done = finished ? telemetry::Result<void>() : tl::make_unexpected(finished.error());
        }
        if (!done)
            tried.problem = done.error().message;
    }
    if (!tried.problem.empty()) {
        require(tried.problem.find(path) != std::string::npos,
                "an error that names no file: " + tried.problem);
        for (const auto& entry : std::filesystem::directory_iterator(trial.folder))
            require(!entry.path().filename().string().starts_with("written"),
                    "this is left: " + entry.path().string());
        return tried;
    }
    tried.isWhole = ingesttest::contentOf(path) == bundleBytes(trial);
    require(tried.isWhole, "a bundle was made that is not the one asked for");
    return tried;
}

struct Seen
{
    std::mutex mutex; // guards the rest
    std::vector<std::string> requests;
};

// A write that is conditional: without its header it would overwrite what others did. It has no
// query: that libcurl 7.88 itself leaves out where it has no memory for it, and sends the rest.
Tried sendRequest(const Trial& /*trial*/)
{
    static Seen seen;
    static const PeerServer peer([](const std::string& request) {
        const std::scoped_lock lock(seen.mutex);
        seen.requests.push_back(request);
        return okReply(std::string(40'000, 'z'));
    });
    static net::HttpClient client;
    {
        const std::scoped_lock lock(seen.mutex);
        seen.requests.clear();
    }
    net::ClientRequest request;
    request.method = "PUT";
    request.url = peer.url() + "/v/7";
    request.headers = {{"If-Match", "7"}, {"Content-Type", "application/json"}};
    request.body = R"({"value":"tripped"})";
    const net::Exchange exchange = client.perform(request);
    const std::scoped_lock lock(seen.mutex);
    for (const std::string& one : seen.requests) {
        require(one.starts_with("PUT /v/7 HTTP/1.1\r\n")
                    && one.find("\r\nIf-Match: 7\r\n") != std::string::npos
                    && one.find("\r\nContent-Type: application/json\r\n") != std::string::npos
                    && one.ends_with(request.body),
                "a request went out without what it was to have: " + one);
    }
    require(seen.requests.size() <= 1, "a request went out twice");
    require(exchange.state != net::ExchangeState::NotSent || seen.requests.empty(),
            "what was sent is said not to have been: " + exchange.error);
    if (exchange.state != net::ExchangeState::Replied) {
        require(!exchange.error.empty(), "nothing is said of it");
        return {.isWhole = false, .problem = exchange.error};
    }
    require(exchange.status == 200 && exchange.body.size() == 40'000,
            "half a reply is taken for all of it");
    return {.isWhole = true, .problem = {}};
}

const std::array<LibraryUse, 8>& libraryUses()
{
    static const std::array<LibraryUse, 8> all{{
        {"zlib, gzip", "libz.so",
         [](const Trial&) {
             static const std::string body = ingesttest::gzipped(manySpansOnce());
             return decode("gzip", body, false);
         }},
        {"zstd", "libzstd.so",
         [](const Trial&) {
             static const std::string body = ingesttest::zstdded(manySpansOnce());
             return decode("zstd", body, false);
         }},
        {"simdjson", nullptr,
         [](const Trial&) {
             static const std::string body = ingesttest::jsonLine(1);
             return decode("", body, true);
         }},
        {"libarchive, reading", "libarchive.so", readBundle},
        {"zstd, reading", "libzstd.so", readBundle},
        {"libarchive, writing", "libarchive.so", writeBundle},
        {"zstd, writing", "libzstd.so", writeBundle},
        {"libcurl", "libcurl.so", sendRequest},
    }};
    return all;
}

void starveLibraryOf(const Trial& trial, const LibraryUse& use, std::int64_t from)
{
    const std::string name = use.name;
    // What libraries make once and keep is made now; what is encoded is, too.
    Tried tried = use.attempt(trial);
    require(tried.isWhole, name + ": a good input is refused: " + tried.problem);
    require(use.library == nullptr || takeMemoryOf(use.library),
            name + ": there is no such library in this program");
    // libarchive ends the program itself where it has no memory for a name: nobody can keep it from
    // that, and nothing is known of the rest.
    std::atexit([] { notReached(); });
    beginShortage({.thread = ::gettid(), .from = from, .failures = 1});
    try {
        tried = use.attempt(trial);
    } catch (const std::bad_alloc&) {
        require(use.library == nullptr, name + ": it throws"); // else it is of the trial itself
        tried = {.isWhole = false, .problem = "thrown"};
    }
    const bool hasFailed = endShortage() > 0;
    require(tried.isWhole || !tried.problem.empty(), name + ": neither done nor told");
    require(hasFailed || tried.isWhole, name + ": " + tried.problem);
    tried = use.attempt(trial);
    require(tried.isWhole, name + ": it does not go on when there is memory: " + tried.problem);
    if (!hasFailed)
        notReached(); // it takes fewer allocations
}

} // namespace

void starveLibrary(const Trial& trial)
{
    const auto& uses = libraryUses();
    starveLibraryOf(trial, uses[trial.seed % uses.size()],
                    static_cast<std::int64_t>(trial.seed / uses.size()));
}

// A header for which there is no memory is left out, as by who does not look whether there was.
void starveLibraryUnseen(const Trial& trial)
{
    areHeadersLeftOut = true;
    starveLibraryOf(trial, libraryUses().back(), static_cast<std::int64_t>(trial.seed));
}

} // namespace faults
