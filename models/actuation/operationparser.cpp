// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/operationparser.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>

namespace actuation {

using yaml::Node;

namespace {

constexpr int kMostTimes = 100; // looks at what serves, in a row

constexpr std::array<std::string_view, 9> kRequestKeys{
    "method", "host", "auth", "path", "headers", "body", "body_text", "body_form", "body_edit"};

std::vector<std::string_view> withRequestKeys(std::initializer_list<std::string_view> more)
{
    std::vector<std::string_view> keys(kRequestKeys.begin(), kRequestKeys.end());
    keys.insert(keys.end(), more);
    return keys;
}

// The names that steps of a write take out of their own replies: not those of its lookups.
void addTakenBySteps(const Node* write, std::vector<std::string>& names)
{
    if (write == nullptr)
        return;
    if (const Node* take = write->find("take")) {
        for (const yaml::Entry& entry : take->entries)
            names.push_back(entry.key.scalar);
    }
    if (const Node* steps = write->find("steps")) {
        for (const Node& step : steps->items)
            addTakenBySteps(&step, names);
    }
}

// The first text under a node that names a variable; null when none does.
const Node* namedIn(const Node& node, const std::string& name)
{
    if (node.scalar.find("{{" + name + "}}") != std::string::npos
        || node.scalar.find("{{" + name + "|") != std::string::npos)
        return &node;
    for (const yaml::Entry& entry : node.entries) {
        if (const Node* found = namedIn(entry.value, name))
            return found;
    }
    for (const Node& item : node.items) {
        if (const Node* found = namedIn(item, name))
            return found;
    }
    return nullptr;
}

} // namespace

RequestTemplate OperationParser::readRequest(const yaml::Scope& scope)
{
    RequestTemplate request;
    request.method = scope.text("method", "GET");
    constexpr std::array<std::string_view, 5> methods{"GET", "POST", "PUT", "PATCH", "DELETE"};
    if (std::ranges::find(methods, request.method) == methods.end())
        scope.report(*scope.find("method"), "\"method\" must be GET, POST, PUT, PATCH or DELETE");
    const auto choose = [&](const char* key, const std::vector<std::string>& names) {
        const std::string name = scope.text(key);
        if (!name.empty() && std::ranges::find(names, name) == names.end())
            scope.report(*scope.find(key),
                         "there is no \"" + name + "\" among the profile's " + key + "s");
        return name;
    };
    request.host = choose("host", m_known.hosts);
    request.auth = choose("auth", m_known.authentications);
    if (const Node* path = scope.require("path")) {
        request.path = m_replies.readTemplate(*path);
        if (path->scalar.substr(0, 1) != "/")
            scope.report(*path, "\"path\" must begin with a slash");
    }
    readHeaders(scope, request);
    readBody(scope, request);
    return request;
}

void OperationParser::readHeaders(const yaml::Scope& scope, RequestTemplate& request)
{
    std::vector<std::string> secretToo = m_known.variables;
    secretToo.insert(secretToo.end(), {"secret", "token"});
    for (const auto& [name, value] : scope.texts("headers"))
        request.headers.emplace_back(name, TextTemplate::parse(*value, secretToo, m_problems));
}

void OperationParser::readBody(const yaml::Scope& scope, RequestTemplate& request)
{
    int bodies = 0;
    if (const Node* body = scope.find("body")) {
        request.json = BodyTemplate::parse(*body, m_known.variables, m_problems);
        ++bodies;
    }
    if (const Node* body = scope.find("body_text")) {
        request.text = m_replies.readTemplate(*body);
        ++bodies;
    }
    if (scope.find("body_form")) {
        for (const auto& [name, value] : scope.texts("body_form"))
            request.form.emplace_back(name, m_replies.readTemplate(*value));
        ++bodies;
    }
    if (const Node* body = scope.find("body_edit")) {
        request.edit = readEdit(*body);
        ++bodies;
    }
    if (bodies > 1)
        scope.report(scope.node(),
                     "\"body\", \"body_text\", \"body_form\" and \"body_edit\" exclude each "
                     "other");
}

BodyEdit OperationParser::readEdit(const Node& node)
{
    BodyEdit edit;
    const yaml::Scope scope(node, "\"body_edit\"", m_problems);
    scope.allow({"of", "under", "changes"});
    edit.of = scope.requiredText("of");
    edit.under = scope.text("under");
    if (!edit.of.empty()
        && std::ranges::find(m_known.variables, edit.of) == m_known.variables.end())
        scope.report(*scope.find("of"), "unknown variable {{" + edit.of + "}}");
    const Node* changes = scope.require("changes");
    if (changes == nullptr)
        return edit;
    if (!changes->isSequence() || changes->items.empty())
        scope.report(*changes, "\"changes\" must be a list");
    using Kind = BodyEdit::Change::Kind;
    for (const Node& item : changes->items) {
        BodyEdit::Change change;
        const yaml::Scope inner(item, "the change", m_problems);
        inner.allow({"set", "append", "remove", "to"});
        int kinds = 0;
        for (const auto& [key, kind] :
             {std::pair("set", Kind::Set), std::pair("append", Kind::Append),
              std::pair("remove", Kind::Remove)}) {
            if (const Node* pointer = inner.find(key)) {
                change.kind = kind;
                change.pointer = m_replies.readPointer(*pointer);
                ++kinds;
            }
        }
        if (kinds != 1 && item.isMap())
            inner.report(item, "a change is exactly one of \"set\", \"append\" and \"remove\"");
        if (change.kind != Kind::Remove) {
            if (const Node* value = inner.require("to"))
                change.value = BodyTemplate::parse(*value, m_known.variables, m_problems);
        }
        edit.changes.push_back(std::move(change));
    }
    return edit;
}

std::vector<Lookup> OperationParser::readLookups(const yaml::Scope& parent)
{
    std::vector<Lookup> lookups;
    const Node* node = parent.find("lookup");
    if (node == nullptr)
        return lookups;
    if (!node->isSequence())
        parent.report(*node, "\"lookup\" must be a list");
    for (const Node& item : node->items) {
        Lookup lookup;
        const yaml::Scope scope(item, "the lookup", m_problems);
        scope.allow(withRequestKeys({"name", "absent_status", "absent", "valid", "take"}));
        lookup.name = scope.requiredText("name");
        lookup.request = readRequest(scope);
        lookup.absent = m_replies.readAbsence(scope);
        if (const Node* valid = scope.find("valid"))
            lookup.valid = m_replies.readMatch(*valid);
        lookup.taken = m_replies.readTaken(scope, "take");
        for (Taken& one : lookup.taken) {
            if (one.selector.in.empty())
                one.selector.in = lookup.name;
        }
        lookups.push_back(std::move(lookup));
    }
    return lookups;
}

ReadOperation OperationParser::readReading(const Node& node)
{
    ReadOperation read;
    const yaml::Scope scope(node, "\"read\"", m_problems);
    scope.allow(withRequestKeys({"lookup", "absent_status", "absent", "valid", "require", "take",
                                 "value", "version", "exists"}));
    read.lookups = readLookups(scope);
    read.request = readRequest(scope);
    read.absent = m_replies.readAbsence(scope);
    if (const Node* valid = scope.find("valid"))
        read.valid = m_replies.readMatch(*valid);
    read.requirements = m_replies.readRequirements(scope, false);
    read.taken = m_replies.readTaken(scope, "take");
    if (const Node* value = scope.require("value"))
        read.value = m_replies.readSelector(*value);
    read.version = m_replies.readOptionalSelector(scope, "version");
    read.exists = m_replies.readOptionalSelector(scope, "exists");
    return read;
}

std::vector<ReplyRule> OperationParser::readRules(const Node& node)
{
    std::vector<ReplyRule> rules;
    if (!node.isSequence() || node.items.empty())
        m_problems.push_back({.line = node.line,
                              .column = node.column,
                              .message = "\"reply\" must be a list of rules"});
    for (const Node& item : node.items)
        rules.push_back(m_replies.readRule(item));
    return rules;
}

// The step's request with something more in its query or headers: what makes it a trial.
DryRunRequest OperationParser::readDryRun(const Node& node, const yaml::Scope& step,
                                          const WriteStep& written)
{
    DryRunRequest dryRun{.request = written.request, .rules = written.rules};
    const yaml::Scope scope(node, "\"dry_run\"", m_problems);
    scope.allow({"query", "headers", "reply"});
    const Node* query = scope.find("query");
    const std::size_t headers = dryRun.request.headers.size();
    readHeaders(scope, dryRun.request);
    const bool isOther =
        (query != nullptr && !query->scalar.empty()) || dryRun.request.headers.size() > headers;
    if (!isOther && scope.isMap())
        scope.report(node, "without \"query\" or \"headers\" it would be the write itself");
    if (const Node* path = step.find("path"); path != nullptr && query != nullptr) {
        Node whole = *query;
        const bool hasQuery = path->scalar.find('?') != std::string::npos;
        whole.scalar = path->scalar + (hasQuery ? "&" : "?") + query->scalar;
        dryRun.request.path = m_replies.readTemplate(whole);
    }
    if (const Node* reply = scope.find("reply"))
        dryRun.rules = readRules(*reply);
    return dryRun;
}

FinishCheck OperationParser::readFinish(const Node& node)
{
    FinishCheck finish;
    const yaml::Scope scope(node, "\"finishes\"", m_problems);
    scope.allow(withRequestKeys({"done", "failed", "show", "within"}));
    finish.request = readRequest(scope);
    if (finish.request.method != "GET" && finish.request.method != "POST" && scope.isMap())
        scope.report(node, "\"finishes\" only reads: its method is GET, or POST");
    if (const Node* done = scope.require("done")) {
        finish.done = m_replies.readMatch(*done);
        if (finish.done.isEmpty())
            scope.report(*done, "\"done\" would hold for any reply");
    }
    if (const Node* failed = scope.find("failed"))
        finish.failed = m_replies.readMatch(*failed);
    finish.shown = m_replies.readOptionalSelector(scope, "show");
    finish.within = scope.duration("within", finish.within);
    return finish;
}

WriteStep OperationParser::readStep(const yaml::Scope& scope, const std::string& what)
{
    WriteStep step;
    step.request = readRequest(scope);
    if (step.request.method == "GET" && scope.isMap())
        scope.report(scope.node(), what + " needs a method other than GET");
    if (const Node* reply = scope.require("reply"))
        step.rules = readRules(*reply);
    if (const Node* dryRun = scope.find("dry_run"))
        step.dryRun = readDryRun(*dryRun, scope, step);
    step.taken = m_replies.readTaken(scope, "take");
    if (const Node* finish = scope.find("finishes"))
        step.finish = readFinish(*finish);
    step.version = m_replies.readOptionalSelector(scope, "version");
    if (const Node* conflict = scope.find("conflict")) {
        const yaml::Scope inner(*conflict, "\"conflict\"", m_problems);
        inner.allow({"value", "version"});
        step.conflictValue = m_replies.readOptionalSelector(inner, "value");
        step.conflictVersion = m_replies.readOptionalSelector(inner, "version");
    }
    return step;
}

WriteOperation OperationParser::readWriting(const Node& node, const std::string& what)
{
    WriteOperation write;
    const yaml::Scope scope(node, what, m_problems);
    write.lookups = readLookups(scope);
    write.requirements = m_replies.readRequirements(scope, true);
    const Node* steps = scope.find("steps");
    if (steps == nullptr) {
        scope.allow(withRequestKeys(
            {"lookup", "require", "dry_run", "reply", "take", "finishes", "version", "conflict"}));
        write.steps.push_back(readStep(scope, what));
        return write;
    }
    scope.allow({"lookup", "require", "steps"});
    if (!steps->isSequence() || steps->items.empty())
        scope.report(*steps, "\"steps\" must be a list with at least one request");
    for (const Node& item : steps->items) {
        const yaml::Scope inner(item, "the step", m_problems);
        inner.allow(
            withRequestKeys({"dry_run", "reply", "take", "finishes", "version", "conflict"}));
        write.steps.push_back(readStep(inner, "the step"));
    }
    return write;
}

// What a write's reply holds is known while it is carried out, and not to whoever reads later.
void OperationParser::checkOutOfPlace(const Node& operations)
{
    std::vector<std::string> names;
    addTakenBySteps(operations.find("write"), names);
    addTakenBySteps(operations.find("remove"), names);
    for (const char* key : {"read", "serves", "serves_nothing"}) {
        const Node* node = operations.find(key);
        for (const std::string& name : node != nullptr ? names : std::vector<std::string>()) {
            if (const Node* used = namedIn(*node, name))
                m_problems.push_back({.line = used->line,
                                      .column = used->column,
                                      .message = "{{" + name
                                          + "}} is taken out of a write's reply and not known in \""
                                          + key
                                          + "\"; what is under way is asked for with "
                                            "\"finishes\" in the write"});
        }
    }
}

void OperationParser::readTimes(const yaml::Scope& scope, ServingCheck& check)
{
    const Node* times = scope.find("times");
    if (times == nullptr)
        return;
    const std::string& text = times->scalar;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), check.times);
    if (error != std::errc{} || end != text.data() + text.size() || check.times < 1
        || check.times > kMostTimes)
        scope.report(*times, "\"times\" must be a whole number from 1 to 100");
}

std::vector<ServingCheck> OperationParser::readChecks(const yaml::Scope& parent,
                                                      std::string_view key)
{
    std::vector<ServingCheck> checks;
    const Node* node = parent.find(key);
    if (node == nullptr)
        return checks;
    if (!node->isSequence())
        parent.report(*node, "\"" + std::string(key) + "\" must be a list");
    for (const Node& item : node->items) {
        ServingCheck check;
        const yaml::Scope scope(item, "the check of what serves", m_problems);
        scope.allow(withRequestKeys({"title", "if", "lookup", "when", "show", "within", "times"}));
        check.title = scope.requiredText("title");
        check.premises = m_replies.readPremises(scope);
        check.lookups = readLookups(scope);
        check.request = readRequest(scope);
        const auto settleAuth = [&](RequestTemplate& request) {
            if (request.auth.empty() && request.host.empty())
                request.auth = m_known.servesAuth;
        };
        settleAuth(check.request);
        for (Lookup& lookup : check.lookups)
            settleAuth(lookup.request);
        if (const Node* when = scope.require("when"))
            check.holds = m_replies.readMatch(*when);
        check.shown = m_replies.readOptionalSelector(scope, "show");
        check.within = scope.duration("within", check.within);
        readTimes(scope, check);
        checks.push_back(std::move(check));
    }
    return checks;
}

Operations OperationParser::readOperations(const Node& key, const Node& node)
{
    Operations operations;
    const yaml::Scope scope(node, "the operations \"" + key.scalar + "\"", m_problems);
    scope.allow({"read", "write", "remove", "token", "serves", "serves_nothing", "own_versions",
                 "every_replica", "version_of"});
    if (const Node* read = scope.require("read"))
        operations.read = readReading(*read);
    if (const Node* write = scope.require("write"))
        operations.write = readWriting(*write, "\"write\"");
    if (const Node* remove = scope.find("remove"))
        operations.remove = readWriting(*remove, "\"remove\"");
    checkOutOfPlace(node);
    operations.serves = readChecks(scope, "serves");
    operations.servesNothing = readChecks(scope, "serves_nothing");
    operations.isOnEveryReplica = scope.flag("every_replica", false);
    const std::string token = scope.text("token", "none");
    if (token == "atomic")
        operations.token = runbook::TokenStrength::Atomic;
    else if (token == "advisory")
        operations.token = runbook::TokenStrength::Advisory;
    else if (token != "none")
        scope.report(*scope.find("token"), "\"token\" must be atomic, advisory or none");
    if (operations.token != runbook::TokenStrength::None && !operations.read.version)
        scope.report(key, "a token needs \"version\" in \"read\"");
    const std::string of = scope.text("version_of", "value");
    operations.isVersionShared = of == "document";
    if (of != "value" && of != "document")
        scope.report(*scope.find("version_of"), "\"version_of\" must be value or document");
    if (const Node* own = scope.find("own_versions")) {
        const std::string& text = own->scalar;
        const auto [end, error] =
            std::from_chars(text.data(), text.data() + text.size(), operations.ownVersions);
        if (error != std::errc{} || end != text.data() + text.size() || operations.ownVersions < 1)
            scope.report(*own, "\"own_versions\" must be a whole number from 1 on");
    }
    return operations;
}

} // namespace actuation
