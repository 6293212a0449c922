// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/operationparser.h"
#include "models/actuation/profile.h"
#include "models/yaml/scope.h"

#include <algorithm>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;
using yaml::Entry;
using yaml::Node;
using yaml::Problem;

namespace {

using Names = std::vector<std::string>;

class ProfileParser
{
public:
    explicit ProfileParser(std::vector<Problem>& problems)
        : m_problems(problems)
    {
    }

    Profile parse(const Node& root)
    {
        Profile profile;
        const yaml::Scope scope(root, "the profile", m_problems);
        scope.allow({"id", "title", "base_url", "environment", "parameters", "auth", "timeouts",
                     "operations", "levers", "definitions"}); // definitions: a place for anchors
        profile.id = scope.requiredText("id");
        profile.title = scope.text("title", profile.id);
        profile.baseUrl = scope.requiredText("base_url");
        profile.environment = scope.requiredText("environment");
        for (const auto& [name, value] : scope.texts("parameters"))
            profile.parameters[name] = value->scalar;
        readTimeouts(scope, profile.timeouts);
        collectVariables(scope);
        readAuthentication(scope, profile.authentication);
        readOperations(scope, profile);
        readLevers(scope, profile);
        return profile;
    }

private:
    void readTimeouts(const yaml::Scope& parent, Timeouts& timeouts)
    {
        const Node* node = parent.find("timeouts");
        if (!node)
            return;
        const yaml::Scope scope(*node, "the timeouts", m_problems);
        scope.allow({"connect", "request", "read_back", "poll"});
        timeouts.connect = scope.duration("connect", timeouts.connect);
        timeouts.request = scope.duration("request", timeouts.request);
        timeouts.readBack = scope.duration("read_back", timeouts.readBack);
        timeouts.poll = scope.duration("poll", timeouts.poll);
    }

    void collectNames(const Node* map)
    {
        if (!map)
            return;
        for (const Entry& entry : map->entries)
            m_known.push_back(entry.key.scalar);
    }

    // What the templates of operations may use: each lever brings its own variables.
    void collectVariables(const yaml::Scope& scope)
    {
        m_known = {"value", "to", "version", "before", "target", "environment"};
        for (const auto& [name, value] : scope.texts("parameters"))
            m_parameters.push_back(name);
        m_known.insert(m_known.end(), m_parameters.begin(), m_parameters.end());
        const Node* levers = scope.find("levers");
        if (!levers)
            return;
        for (const Node& lever : levers->items) {
            for (const char* key : {"variables", "each"})
                collectNames(lever.find(key));
        }
    }

    void readOperations(const yaml::Scope& parent, Profile& profile)
    {
        const Node* node = parent.require("operations");
        if (!node)
            return;
        for (const Entry& entry : node->entries) {
            Operations operations;
            const yaml::Scope scope(entry.value, "the operations \"" + entry.key.scalar + "\"",
                                    m_problems);
            scope.allow({"read", "write", "remove", "token"});
            if (const Node* read = scope.require("read"))
                operations.read = OperationParser(m_problems, m_known).readReading(*read);
            if (const Node* write = scope.require("write"))
                operations.write =
                    OperationParser(m_problems, m_known).readWriting(*write, "\"write\"");
            if (const Node* remove = scope.find("remove"))
                operations.remove =
                    OperationParser(m_problems, m_known).readWriting(*remove, "\"remove\"");
            const std::string token = scope.text("token", "none");
            if (token == "atomic")
                operations.token = runbook::TokenStrength::Atomic;
            else if (token == "advisory")
                operations.token = runbook::TokenStrength::Advisory;
            else if (token != "none")
                scope.report(*scope.find("token"), "\"token\" must be atomic, advisory or none");
            if (operations.token != runbook::TokenStrength::None && !operations.read.version)
                scope.report(entry.key, "a token needs \"version\" in \"read\"");
            profile.operations[entry.key.scalar] = std::move(operations);
        }
    }

    void readAuthentication(const yaml::Scope& parent, Authentication& authentication)
    {
        const Node* node = parent.find("auth");
        if (!node || node->scalar == "none")
            return;
        const yaml::Scope scope(*node, "\"auth\"", m_problems);
        scope.allow(
            {"header", "value", "secret", "token_file", "optional", "allow_plain_http", "login"});
        authentication.header = scope.requiredText("header");
        if (const Node* value = scope.require("value"))
            authentication.value =
                OperationParser(m_problems, {"secret", "token"}).readTemplate(*value);
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
        if (const Node* login = scope.find("login"))
            authentication.login = readLogin(*login);
    }

    Login readLogin(const Node& node)
    {
        Login login;
        const yaml::Scope scope(node, "\"login\"", m_problems);
        scope.allow({"method", "path", "headers", "body", "body_text", "token"});
        Names known = m_parameters;
        known.emplace_back("secret");
        OperationParser parser(m_problems, std::move(known));
        login.request = parser.readRequest(scope);
        if (const Node* token = scope.require("token"))
            login.token = parser.readSelector(*token);
        return login;
    }

    void readValues(const Node& node, LeverProfile& lever)
    {
        const yaml::Scope scope(node, "\"values\"", m_problems);
        for (const Entry& entry : node.entries) {
            LeverValue value{.canonical = entry.key.scalar,
                             .read = entry.value.scalar,
                             .write = entry.value.scalar};
            if (entry.value.isMap()) {
                const yaml::Scope inner(entry.value, "the value", m_problems);
                inner.allow({"read", "write"});
                value.read = inner.requiredText("read");
                value.write = inner.requiredText("write");
            } else if (!entry.value.isScalar()) {
                scope.report(entry.value, "a value is text, or a map of \"read\" and \"write\"");
            }
            if (lever.findRaw(value.read))
                scope.report(entry.value, "two values read as \"" + value.read + "\"");
            lever.description.values.push_back(value.canonical);
            lever.values.push_back(std::move(value));
        }
    }

    // Texts of a lever may use what "each" goes through, and nothing else: they are settled here.
    std::string expanded(const yaml::Scope& scope, std::string_view key, const Variables& each,
                         bool isRequired)
    {
        const Node* node = isRequired ? scope.require(key) : scope.find(key);
        if (!node)
            return {};
        if (isRequired && node->isScalar() && node->scalar.empty())
            scope.report(*node, "\"" + std::string(key) + "\" needs a value, in text");
        return expanded(*node, each);
    }

    std::string expanded(const Node& node, const Variables& each)
    {
        Names known;
        for (const auto& [name, value] : each)
            known.push_back(name);
        const std::size_t before = m_problems.size();
        const TextTemplate text = OperationParser(m_problems, std::move(known)).readTemplate(node);
        return m_problems.size() > before ? node.scalar
                                          : text.render(each, Destination::Text).value_or("");
    }

    void readLever(const Node& node, const Variables& each, Profile& profile)
    {
        LeverProfile lever;
        const yaml::Scope scope(node, "the lever", m_problems);
        scope.allow({"each", "id", "title", "kind", "target", "environment", "significance",
                     "meanings", "values", "safe_value", "absent_value", "undo_text", "variables",
                     "operations"});
        runbook::LeverDescription& description = lever.description;
        description.id = expanded(scope, "id", each, true);
        description.title = expanded(scope, "title", each, false);
        description.kind = scope.requiredText("kind");
        description.target = expanded(scope, "target", each, true);
        description.environment = scope.text("environment", profile.environment);
        description.significance = expanded(scope, "significance", each, false);
        description.safeValue = scope.text("safe_value");
        description.undoText = expanded(scope, "undo_text", each, false);
        lever.absentValue = scope.text("absent_value");
        if (description.title.empty())
            description.title = description.id;
        readLeverValues(scope, lever);
        readMeanings(scope, each, lever);
        for (const auto& [name, value] : scope.texts("variables"))
            readVariable(name, *value, each, lever);
        readLeverOperations(scope, profile, lever);
        if (!description.id.empty() && profile.find(description.id))
            scope.report(*scope.find("id"),
                         "the lever \"" + description.id + "\" is there already");
        profile.levers.push_back(std::move(lever));
    }

    void readLeverValues(const yaml::Scope& scope, LeverProfile& lever)
    {
        if (const Node* values = scope.find("values"))
            readValues(*values, lever);
        for (const std::string_view key : {"safe_value", "absent_value"}) {
            const std::string value = scope.text(key);
            if (!value.empty() && !lever.values.empty() && !lever.find(value))
                scope.report(*scope.find(key),
                             "\"" + value + "\" is not one of the lever's values");
        }
    }

    // What each value means, in words that may name the family's variable.
    void readMeanings(const yaml::Scope& scope, const Variables& each, LeverProfile& lever)
    {
        for (const auto& [value, sentence] : scope.texts("meanings")) {
            if (!lever.values.empty() && !lever.find(value))
                scope.report(*sentence, "\"" + value + "\" is not one of the lever's values");
            lever.description.meanings[value] = expanded(*sentence, each);
        }
    }

    // One lever, or with "each: {name: [value, ...]}" one for each value.
    void readLeverFamily(const Node& node, Profile& profile)
    {
        const Node* each = node.find("each");
        if (!each)
            return readLever(node, {}, profile);
        const yaml::Scope scope(*each, "\"each\"", m_problems);
        if (each->entries.size() != 1 || !each->entries.front().value.isSequence()
            || each->entries.front().value.items.empty()) {
            scope.report(*each, "\"each\" names one variable and the list of its values");
            return;
        }
        const Entry& entry = each->entries.front();
        for (const Node& value : entry.value.items) {
            if (value.isScalar())
                readLever(node, {{entry.key.scalar, value.scalar}}, profile);
            else
                scope.report(value, "each value must be text");
        }
    }

    // A lever's variables may use the profile's parameters, its target and its environment.
    void readVariable(const std::string& name, const Node& value, const Variables& each,
                      LeverProfile& lever)
    {
        Names known = m_parameters;
        known.insert(known.end(), {"target", "environment"});
        for (const auto& [variable, text] : each) {
            known.push_back(variable);
            lever.each[variable] = text;
        }
        lever.variables[name] = OperationParser(m_problems, std::move(known)).readTemplate(value);
    }

    void readLeverOperations(const yaml::Scope& scope, const Profile& profile, LeverProfile& lever)
    {
        lever.operations = scope.requiredText("operations");
        const auto found = profile.operations.find(lever.operations);
        if (found != profile.operations.end())
            lever.description.token = found->second.token;
        else if (!lever.operations.empty())
            scope.report(*scope.find("operations"),
                         "there are no operations \"" + lever.operations + "\"");
    }

    void readLevers(const yaml::Scope& parent, Profile& profile)
    {
        const Node* node = parent.require("levers");
        if (!node)
            return;
        if (!node->isSequence() || node->items.empty())
            parent.report(*node, "\"levers\" must be a list with at least one lever");
        for (const Node& item : node->items)
            readLeverFamily(item, profile);
    }

    std::vector<Problem>& m_problems;
    Names m_parameters;
    Names m_known;
};

} // namespace

Result<Profile> parseProfile(const std::string& yaml, const std::string& name)
{
    std::vector<Problem> problems;
    Profile profile;
    const auto parsed = yaml::parse(yaml);
    if (const auto* problem = std::get_if<Problem>(&parsed))
        problems.push_back(*problem);
    else
        profile = ProfileParser(problems).parse(std::get<Node>(parsed));
    if (problems.empty())
        return profile;
    std::stable_sort(problems.begin(), problems.end(), [](const Problem& a, const Problem& b) {
        return std::pair(a.line, a.column) < std::pair(b.line, b.column);
    });
    std::string message;
    for (const Problem& problem : problems)
        message += (message.empty() ? "" : "\n") + name + ":" + std::to_string(problem.line) + ":"
            + std::to_string(problem.column) + ": " + problem.message;
    return failure(ErrorKind::Unreadable, std::move(message));
}

} // namespace actuation
