// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/pull/mappingparser.h"
#include "models/pull/sourceprofile.h"

#include <algorithm>
#include <charconv>

namespace pull {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using yaml::Entry;
using yaml::Node;
using yaml::Problem;
using yaml::Scope;

namespace {

constexpr std::size_t kMebibyte = 1024U * 1024;
constexpr std::size_t kLargestReply = 512;

class SourceParser
{
public:
    explicit SourceParser(std::vector<Problem>& problems)
        : m_problems(problems)
    {
    }

    SourceProfile parse(const Node& root)
    {
        SourceProfile source;
        const Scope scope(root, "the source", m_problems);
        scope.allow({"id", "title", "base_url", "parameters", "headers", "auth", "timeouts",
                     "max_reply_mib", "stale_after", "feeds", "definitions"});
        source.id = scope.requiredText("id");
        checkName(scope, "id", source.id);
        source.title = scope.text("title", source.id);
        source.baseUrl = scope.requiredText("base_url");
        m_known = {"from", "to", "bucket", "cursor", "offset", "source"};
        for (const auto& [name, value] : scope.texts("parameters")) {
            source.parameters[name] = value->scalar;
            m_known.push_back(name);
        }
        const MappingParser mapping(m_problems, m_known);
        source.headers = mapping.readTemplates(scope, "headers");
        source.staleAfter = mapping.readSeconds(scope, "stale_after", source.staleAfter);
        const std::size_t reply = source.maxReplyBytes / kMebibyte;
        source.maxReplyBytes =
            std::min(kLargestReply, mapping.readCount(scope, "max_reply_mib", reply)) * kMebibyte;
        readTimeouts(scope, source);
        readAuthentication(scope, source.authentication);
        readFeeds(scope, source);
        return source;
    }

private:
    void checkName(const Scope& scope, std::string_view key, const std::string& name)
    {
        const auto isGood = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
        };
        if (!std::all_of(name.begin(), name.end(), isGood))
            scope.report(*scope.find(key),
                         "\"" + std::string(key)
                             + "\" takes lower-case letters, digits, \"-\" and \"_\"");
    }

    void readTimeouts(const Scope& parent, SourceProfile& source)
    {
        const Node* node = parent.find("timeouts");
        if (!node)
            return;
        const Scope scope(*node, "the timeouts", m_problems);
        scope.allow({"connect", "request"});
        source.connectTimeout = scope.duration("connect", source.connectTimeout);
        source.requestTimeout = scope.duration("request", source.requestTimeout);
    }

    void readAuthentication(const Scope& parent, Authentication& authentication)
    {
        const Node* node = parent.find("auth");
        if (!node || node->scalar == "none")
            return;
        const Scope scope(*node, "\"auth\"", m_problems);
        scope.allow({"header", "value", "secret", "token_file", "optional", "allow_plain_http"});
        authentication.header = scope.requiredText("header");
        if (const Node* value = scope.require("value"))
            authentication.value = Template::parse(*value, {"secret"}, m_problems);
        authentication.secret = scope.text("secret");
        authentication.tokenFile = scope.text("token_file");
        authentication.isOptional = scope.flag("optional", false);
        authentication.allowsPlainHttp = scope.flag("allow_plain_http", false);
        if (authentication.secret.empty() && authentication.tokenFile.empty() && node->isMap())
            scope.report(*node, "\"auth\" needs \"secret\" or \"token_file\"");
        if (authentication.secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
            != std::string::npos)
            scope.report(*scope.find("secret"),
                         "\"secret\" is a name, in capitals, that follows PLUMBLINE_TOKEN_; never "
                         "the secret itself");
    }

    void readFeeds(const Scope& parent, SourceProfile& source)
    {
        const Node* node = parent.require("feeds");
        if (!node)
            return;
        if (!node->isSequence() || node->items.empty())
            parent.report(*node, "\"feeds\" must be a list with at least one feed");
        for (const Node& item : node->items) {
            Feed feed = readFeed(item);
            const auto isSame = [&](const Feed& other) { return other.id == feed.id; };
            if (std::any_of(source.feeds.begin(), source.feeds.end(), isSame))
                parent.report(item, "the feed \"" + feed.id + "\" is there already");
            source.feeds.push_back(std::move(feed));
        }
    }

    Shape readShape(const Scope& scope)
    {
        const std::string name = scope.requiredText("shape");
        for (const Shape shape : {Shape::OtlpJson, Shape::JsonRows, Shape::Prometheus,
                                  Shape::Alertmanager, Shape::Aggregate}) {
            if (name == toString(shape))
                return shape;
        }
        if (!name.empty())
            scope.report(*scope.find("shape"),
                         "\"shape\" must be otlp-json, json-rows, "
                         "prometheus, alertmanager or aggregate");
        return Shape::JsonRows;
    }

    void allowKeys(const Scope& scope, Shape shape)
    {
        std::vector<std::string_view> keys{"id",      "shape",  "every",  "first",
                                           "overlap", "settle", "window", "each",
                                           "request", "paging", "late"};
        const auto add = [&keys](std::initializer_list<std::string_view> more) {
            keys.insert(keys.end(), more);
        };
        const bool isProm = shape == Shape::Prometheus || scope.find("queries");
        if (shape == Shape::OtlpJson)
            add({"at", "flat", "incomplete", "resource", "signal", "most"});
        else if (shape == Shape::JsonRows || (shape == Shape::Aggregate && !isProm))
            add({"record", "format", "rows", "when", "fields", "attributes", "resource", "spread",
                 "patience"});
        else if (shape == Shape::Prometheus)
            add({"queries", "step"});
        else if (shape == Shape::Aggregate)
            add({"queries", "bucket", "key", "missing_failed_is_zero"});
        else
            add({"from", "labels"});
        for (const Entry& entry : scope.node().entries) {
            if (std::find(keys.begin(), keys.end(), entry.key.scalar) == keys.end())
                scope.report(entry.key,
                             "unknown key \"" + entry.key.scalar + "\" in a feed of shape "
                                 + toString(shape));
        }
    }

    Feed readFeed(const Node& node)
    {
        Feed feed;
        const Scope scope(node, "the feed", m_problems);
        feed.id = scope.requiredText("id");
        checkName(scope, "id", feed.id);
        feed.shape = readShape(scope);
        allowKeys(scope, feed.shape);
        std::vector<std::string> known = m_known;
        const MappingParser times(m_problems, known);
        feed.every = scope.duration("every", feed.every);
        feed.first = times.readSeconds(scope, "first", feed.first);
        feed.overlap = times.readSeconds(scope, "overlap", feed.overlap);
        feed.late = times.readSeconds(scope, "late", feed.late);
        feed.settle = times.readSeconds(scope, "settle", feed.settle);
        feed.window =
            std::max(std::chrono::seconds(1), times.readSeconds(scope, "window", feed.window));
        if (const Node* each = scope.find("each")) {
            const std::vector<Node> one{*each};
            for (const Node& item : each->isSequence() ? each->items : one)
                feed.each.push_back(readEach(item, known));
        }
        const MappingParser mapping(m_problems, known);
        const bool isProm = feed.shape == Shape::Prometheus
            || (feed.shape == Shape::Aggregate && scope.find("queries"));
        if (!isProm || scope.find("request"))
            if (const Node* request = scope.require("request"))
                feed.request = readRequest(*request, mapping);
        feed.paging = readPaging(scope, mapping);
        if (const Node* most = scope.find("most"))
            feed.most = mapping.readTemplate(*most);
        readMapping(scope, mapping, isProm, feed);
        return feed;
    }

    void readMapping(const Scope& scope, const MappingParser& mapping, bool isProm, Feed& feed)
    {
        const bool isAggregate = feed.shape == Shape::Aggregate;
        if (feed.shape == Shape::OtlpJson)
            feed.otlp = mapping.readOtlp(scope);
        else if (isProm)
            feed.prometheus = mapping.readPrometheus(scope, isAggregate);
        else if (feed.shape == Shape::Alertmanager)
            feed.alerts = mapping.readAlerts(scope);
        else
            feed.rows = mapping.readRows(scope, isAggregate);
    }

    RequestTemplate readRequest(const Node& node, const MappingParser& mapping)
    {
        RequestTemplate request;
        const Scope scope(node, "the request", m_problems);
        scope.allow({"method", "path", "query", "form", "headers", "body", "empty_status"});
        request.method = scope.text("method", "GET");
        if (request.method != "GET" && request.method != "POST")
            scope.report(*scope.find("method"), "telemetry is read with GET, or POST for a query");
        if (const Node* path = scope.require("path")) {
            request.path = mapping.readTemplate(*path);
            if (!path->scalar.starts_with("/"))
                scope.report(*path, "\"path\" starts with \"/\"");
        }
        request.query = mapping.readTemplates(scope, "query");
        request.form = mapping.readTemplates(scope, "form");
        request.headers = mapping.readTemplates(scope, "headers");
        if (const Node* body = scope.find("body"))
            request.body = mapping.readTemplate(*body);
        if (request.method == "GET" && (!request.body.isEmpty() || !request.form.empty()))
            scope.report(node, "a GET has no body");
        if (scope.find("empty_status"))
            request.emptyStatuses.push_back(
                static_cast<int>(mapping.readCount(scope, "empty_status", 404)));
        return request;
    }

    Paging readPaging(const Scope& parent, const MappingParser& mapping)
    {
        Paging paging;
        const Node* node = parent.find("paging");
        if (!node)
            return paging;
        const Scope scope(*node, "\"paging\"", m_problems);
        scope.allow({"by", "at", "size", "pages"});
        const std::string by = scope.requiredText("by");
        if (by == "cursor")
            paging.kind = Paging::Kind::Cursor;
        else if (by == "offset")
            paging.kind = Paging::Kind::Offset;
        else if (by == "link")
            paging.kind = Paging::Kind::Link;
        else if (!by.empty())
            scope.report(*scope.find("by"), "\"by\" must be cursor, offset or link");
        paging.pointer = mapping.readPointer(scope, "at");
        if (paging.kind == Paging::Kind::Cursor && paging.pointer.empty())
            scope.report(*node, "paging by cursor needs \"at\", the pointer to the next cursor");
        const Node* size = scope.find("size");
        if (size && size->scalar.find("{{") != std::string::npos)
            paging.sizeOf = mapping.readTemplate(*size);
        else
            paging.size = mapping.readCount(scope, "size", paging.size);
        paging.pages = mapping.readCount(scope, "pages", paging.pages);
        return paging;
    }

    Each readEach(const Node& node, std::vector<std::string>& known)
    {
        Each each;
        const Scope scope(node, "\"each\"", m_problems);
        scope.allow({"request", "paging", "items", "value", "variable", "trace_id", "group",
                     "except", "remember", "most"});
        const MappingParser mapping(m_problems, known);
        if (const Node* request = scope.require("request"))
            each.request = readRequest(*request, mapping);
        each.paging = readPaging(scope, mapping);
        each.items = mapping.readPointer(scope, "items");
        each.value = mapping.readPointer(scope, "value");
        each.variable = scope.requiredText("variable");
        each.isTraceId = scope.flag("trace_id", false);
        each.group = mapping.readCount(scope, "group", 1);
        if (const Node* most = scope.find("most"))
            each.most = mapping.readTemplate(*most);
        if (const Node* except = scope.find("except"))
            for (const Node& value : except->items)
                each.except.push_back(value.scalar);
        for (const auto& [name, pointer] : scope.texts("remember"))
            each.remember.emplace_back(name, pointer->scalar);
        known.push_back(each.variable);
        return each;
    }

    std::vector<Problem>& m_problems;
    std::vector<std::string> m_known;
};

} // namespace

Result<SourceProfile> parseSource(const std::string& yaml, const std::string& name)
{
    std::vector<Problem> problems;
    SourceProfile source;
    const auto parsed = yaml::parse(yaml);
    if (const auto* problem = std::get_if<Problem>(&parsed))
        problems.push_back(*problem);
    else
        source = SourceParser(problems).parse(std::get<Node>(parsed));
    if (problems.empty())
        return source;
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    std::string message;
    for (const Problem& problem : problems)
        message += (message.empty() ? "" : "\n") + name + ":" + std::to_string(problem.line) + ":"
            + std::to_string(problem.column) + ": " + problem.message;
    return failure(ErrorKind::Unreadable, std::move(message));
}

const char* toString(Shape shape)
{
    switch (shape) {
    case Shape::OtlpJson:
        return "otlp-json";
    case Shape::JsonRows:
        return "json-rows";
    case Shape::Prometheus:
        return "prometheus";
    case Shape::Alertmanager:
        return "alertmanager";
    case Shape::Aggregate:
        break;
    }
    return "aggregate";
}

} // namespace pull
