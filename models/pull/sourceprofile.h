// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/mapping.h"
#include "models/pull/template.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace pull {

// A back end that telemetry is pulled from, as resources/sources/README.md describes it.

struct RequestTemplate
{
    std::string method = "GET";
    Template path; // with a query, if need be
    NamedTemplates query; // parameters with an empty value are left out
    NamedTemplates form; // as query, but in the body
    NamedTemplates headers;
    Template body;
    // A reply with one of these statuses means that there is nothing (Jaeger: 404).
    std::vector<int> emptyStatuses;
};

struct Paging
{
    enum class Kind
    {
        None,
        Cursor, // {{cursor}} is what the reply had at `pointer`; none, null or "" ends
        Offset, // {{offset}} counts rows; a page with fewer than `size` ends
        Link, // the Link header's rel="next", of the same origin
    };
    Kind kind = Kind::None;
    std::string pointer;
    std::size_t size = 100; // rows of a page; when sizeOf is given, that instead
    Template sizeOf;
    std::size_t pages = 1000; // of one request; more is a problem that is told
};

// Goes through the items of a reply: the requests below it are made for each of them.
struct Each
{
    RequestTemplate request;
    Paging paging;
    std::string items; // pointer to the array
    std::string value; // pointer in each item; "" is the item itself
    std::string variable;
    bool isTraceId = false; // zeros that the back end has cut off are put back
    std::size_t group = 1; // so many values at once, of which a query parameter is repeated
    Template most; // a list of so many was cut by the back end: half the window is asked for
    std::vector<std::string> except; // values that are left out
    std::vector<std::pair<std::string, std::string>> remember; // name: pointer in each item
};

enum class Shape
{
    OtlpJson,
    JsonRows,
    Prometheus,
    Alertmanager,
    Aggregate, // of rows, or of PromQL when there are queries
};

struct Feed
{
    std::string id;
    Shape shape = Shape::JsonRows;
    std::chrono::milliseconds every{15'000};
    std::chrono::seconds first{900}; // how far back a pull looks that knows nothing yet
    std::chrono::seconds overlap{60}; // looked at again for what came late
    // Looked at again now and then, as long again as kLateShare of it has passed: a back end has a
    // span when it has ended, under the time that it began at.
    std::chrono::seconds late{0};
    static constexpr int kLateShare = 12;
    std::chrono::seconds settle{0}; // what is younger is left for the next time
    std::chrono::seconds window{3600}; // of one round
    std::vector<Each> each;
    Template most; // OTLP: a reply with so many traces was cut by the back end
    RequestTemplate request;
    Paging paging;
    RowMapping rows;
    OtlpMapping otlp;
    PromMapping prometheus;
    AlertMapping alerts;

    bool isWindowed() const { return shape != Shape::Alertmanager; }
};

struct Authentication
{
    std::string header; // empty: none
    Template value;
    std::string secret; // PLUMBLINE_TOKEN_<secret>
    std::string tokenFile;
    bool isOptional = false;
    bool allowsPlainHttp = false;
};

struct SourceProfile
{
    std::string id;
    std::string title;
    std::string baseUrl;
    std::map<std::string, std::string> parameters;
    NamedTemplates headers;
    Authentication authentication;
    std::chrono::milliseconds connectTimeout{2000};
    std::chrono::milliseconds requestTimeout{30'000};
    std::size_t maxReplyBytes = 64U * 1024 * 1024;
    // Nothing new for longer is worth saying. 0: for three times what is usual for one of its
    // feeds.
    std::chrono::seconds staleAfter{0};
    std::vector<Feed> feeds;
};

// `name` names the text in messages. Unreadable with "name:line:column: what" for each problem.
telemetry::Result<SourceProfile> parseSource(const std::string& yaml, const std::string& name);

// A built-in profile by its name, else NAME.yaml in `userFolder` (which goes first when both are
// there), else a path.
telemetry::Result<SourceProfile> loadSource(const std::string& nameOrPath,
                                            const std::string& userFolder = {});
// Names of all that loadSource finds by name, sorted.
std::vector<std::string> sourceNames(const std::string& userFolder = {});

const char* toString(Shape shape);

} // namespace pull
