// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/leverparser.h"
#include "models/actuation/operationparser.h"
#include "models/actuation/profile.h"
#include "models/yaml/scope.h"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

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
                     "operations", "levers", "hosts", "replicas", "auths", "tls", "serves_auth",
                     "files", "definitions"}); // definitions: a place for anchors
        profile.id = scope.requiredText("id");
        profile.title = scope.text("title", profile.id);
        profile.baseUrl = scope.requiredText("base_url");
        profile.environment = scope.requiredText("environment");
        for (const auto& [name, value] : scope.texts("parameters"))
            profile.parameters[name] = value->scalar;
        readTimeouts(scope, profile.timeouts);
        profile.allowsFiles = scope.flag("files", false);
        collectVariables(scope);
        readHosts(scope, profile);
        readTls(scope, profile.tls);
        readAuthentications(scope, profile);
        readServesAuth(scope);
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
            m_known.variables.push_back(entry.key.scalar);
    }

    // The names that lookups and steps take out of their replies, wherever they stand.
    static std::vector<const Node*> takenIn(const Node& node)
    {
        std::vector<const Node*> names;
        const auto add = [&names](const std::vector<const Node*>& more) {
            names.insert(names.end(), more.begin(), more.end());
        };
        for (const Entry& entry : node.entries) {
            if (entry.key.scalar != "take" || !entry.value.isMap()) {
                add(takenIn(entry.value));
                continue;
            }
            for (const Entry& taken : entry.value.entries)
                names.push_back(&taken.key);
        }
        for (const Node& item : node.items)
            add(takenIn(item));
        return names;
    }

    // Whoever reads the profile must not have to know which of two of one name wins.
    void checkClash(const Node& name, const Names& others, const std::string& what)
    {
        const auto& given = kGivenVariables;
        if (std::ranges::find(given, name.scalar) != given.end())
            m_problems.push_back({.line = name.line,
                                  .column = name.column,
                                  .message = "the name {{" + name.scalar + "}} is given already"});
        else if (std::ranges::find(others, name.scalar) != others.end())
            m_problems.push_back({.line = name.line,
                                  .column = name.column,
                                  .message = "{{" + name.scalar + "}} is " + what + " too"});
    }

    // What the templates of operations may use: each lever brings its own variables.
    void collectVariables(const yaml::Scope& scope)
    {
        for (const std::string_view name : kGivenVariables) {
            if (name != "secret" && name != "token") // in headers and the login only
                m_known.variables.emplace_back(name);
        }
        if (const Node* parameters = scope.find("parameters")) {
            for (const Entry& entry : parameters->entries) {
                checkClash(entry.key, m_parameters, "a parameter");
                m_parameters.push_back(entry.key.scalar);
            }
        }
        m_known.variables.insert(m_known.variables.end(), m_parameters.begin(), m_parameters.end());
        m_ofEveryLever = m_known.variables;
        if (const Node* operations = scope.find("operations")) {
            for (const Node* name : takenIn(*operations)) {
                checkClash(*name, m_parameters, "a parameter");
                m_known.variables.push_back(name->scalar);
            }
        }
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
        OperationParser parser(m_problems, m_known);
        for (const Entry& entry : node->entries)
            profile.operations[entry.key.scalar] = parser.readOperations(entry.key, entry.value);
    }

    // Each lever against its operations: a variable that another lever has is of no use to it.
    void checkOperations(const yaml::Scope& parent, const Profile& profile)
    {
        const Node* node = parent.find("operations");
        std::set<std::pair<std::string, Names>> done;
        for (const LeverProfile& lever : profile.levers) {
            const auto isMeant = [&lever](const Entry& entry) {
                return entry.key.scalar == lever.operations;
            };
            const auto found = std::ranges::find_if(node->entries, isMeant);
            Names own;
            for (const auto& [name, value] : lever.variables)
                own.push_back(name);
            for (const auto& [name, value] : lever.each)
                own.push_back(name);
            if (found != node->entries.end() && done.emplace(lever.operations, own).second)
                checkOperation(*found, lever.description.id, own);
        }
    }

    void checkOperation(const Entry& operation, const std::string& lever, const Names& own)
    {
        KnownNames known = m_known;
        known.variables = m_ofEveryLever;
        known.variables.insert(known.variables.end(), own.begin(), own.end());
        for (const Node* name : takenIn(operation.value)) {
            checkClash(*name, own, "a variable of the lever \"" + lever + "\"");
            known.variables.push_back(name->scalar);
        }
        std::vector<Problem> found;
        OperationParser(found, std::move(known)).readOperations(operation.key, operation.value);
        for (Problem& problem : found) {
            problem.message += ", which the lever \"" + lever + "\" does not have";
            m_problems.push_back(std::move(problem));
        }
    }

    void readHosts(const yaml::Scope& scope, Profile& profile)
    {
        ReplyParser parser(m_problems, m_parameters);
        for (const auto& [name, url] : scope.texts("hosts")) {
            profile.hosts[name] = parser.readTemplate(*url);
            m_known.hosts.push_back(name);
        }
        if (const Node* replicas = scope.find("replicas"))
            profile.replicas = parser.readTemplate(*replicas);
    }

    void readTls(const yaml::Scope& parent, TlsFiles& tls)
    {
        const Node* node = parent.find("tls");
        if (!node)
            return;
        const yaml::Scope scope(*node, "\"tls\"", m_problems);
        scope.allow({"ca_file", "client_cert", "client_key"});
        ReplyParser parser(m_problems, m_parameters);
        const auto file = [&](std::string_view key) {
            const Node* text = scope.find(key);
            return text ? parser.readTemplate(*text) : TextTemplate();
        };
        tls.authority = file("ca_file");
        tls.certificate = file("client_cert");
        tls.key = file("client_key");
        if (tls.certificate.isEmpty() != tls.key.isEmpty())
            scope.report(*node, "\"client_cert\" and \"client_key\" belong together");
    }

    void readAuthentications(const yaml::Scope& scope, Profile& profile)
    {
        if (const Node* node = scope.find("auth"); node && node->scalar != "none")
            readAuthentication(*node, profile.authentication);
        m_known.authentications = {"none", "default"};
        const Node* others = scope.find("auths");
        if (!others)
            return;
        if (!others->isMap())
            scope.report(*others, "\"auths\" must be a map of names");
        for (const Entry& entry : others->entries) {
            readAuthentication(entry.value, profile.authentications[entry.key.scalar]);
            m_known.authentications.push_back(entry.key.scalar);
        }
    }

    void readServesAuth(const yaml::Scope& scope)
    {
        const Node* node = scope.find("serves_auth");
        if (!node)
            return;
        m_known.servesAuth = scope.text("serves_auth");
        const auto& names = m_known.authentications;
        if (std::find(names.begin(), names.end(), m_known.servesAuth) == names.end())
            scope.report(*node,
                         "there is no \"" + m_known.servesAuth + "\" among the profile's auths");
    }

    void readAuthentication(const Node& node, Authentication& authentication)
    {
        const yaml::Scope scope(node, "\"auth\"", m_problems);
        scope.allow({"header", "value", "secret", "token_file", "optional", "allow_plain_http",
                     "login", "aws"});
        if (const Node* aws = scope.find("aws")) {
            readSigning(*aws, authentication);
        } else {
            authentication.header = scope.requiredText("header");
            if (const Node* value = scope.require("value"))
                authentication.value =
                    ReplyParser(m_problems, {"secret", "token"}).readTemplate(*value);
        }
        authentication.secret = scope.text("secret");
        authentication.tokenFile = scope.text("token_file");
        authentication.isOptional = scope.flag("optional", false);
        authentication.allowsPlainHttp = scope.flag("allow_plain_http", false);
        if (authentication.secret.empty() && authentication.tokenFile.empty() && node.isMap())
            scope.report(node, "\"auth\" needs \"secret\" or \"token_file\"");
        if (authentication.secret.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")
            != std::string::npos)
            scope.report(*scope.find("secret"),
                         "\"secret\" is a name, in capitals, that follows PLUMBLINE_TOKEN_; never "
                         "the secret itself");
        if (const Node* login = scope.find("login"))
            authentication.login = readLogin(*login);
    }

    void readSigning(const Node& node, Authentication& authentication)
    {
        const yaml::Scope scope(node, "\"aws\"", m_problems);
        scope.allow({"service", "region"});
        authentication.awsService = scope.requiredText("service");
        if (const Node* region = scope.require("region"))
            authentication.awsRegion = ReplyParser(m_problems, m_parameters).readTemplate(*region);
    }

    Login readLogin(const Node& node)
    {
        Login login;
        const yaml::Scope scope(node, "\"login\"", m_problems);
        scope.allow(
            {"method", "host", "path", "headers", "body", "body_text", "body_form", "token"});
        Names known = m_parameters;
        known.emplace_back("secret");
        OperationParser parser(m_problems,
                               {.variables = known, .hosts = m_known.hosts, .authentications = {}});
        login.request = parser.readRequest(scope);
        if (const Node* token = scope.require("token"))
            login.token = ReplyParser(m_problems, std::move(known)).readSelector(*token);
        return login;
    }

    void readLevers(const yaml::Scope& parent, Profile& profile)
    {
        const Node* node = parent.require("levers");
        if (!node)
            return;
        if (!node->isSequence() || node->items.empty())
            parent.report(*node, "\"levers\" must be a list with at least one lever");
        LeverParser(m_problems, m_parameters).parse(*node, profile);
        if (m_problems.empty()) // so that what is found now is of the variables alone
            checkOperations(parent, profile);
    }

    std::vector<Problem>& m_problems;
    Names m_parameters;
    Names m_ofEveryLever; // variables that no lever has to bring
    KnownNames m_known;
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
    // Once each: a family of levers has the same ones, and aliases stand in several places.
    const auto last =
        std::unique(problems.begin(), problems.end(), [](const auto& a, const auto& b) {
            return a.line == b.line && a.column == b.column && a.message == b.message;
        });
    problems.erase(last, problems.end());
    std::string message;
    for (const Problem& problem : problems)
        message += (message.empty() ? "" : "\n") + name + ":" + std::to_string(problem.line) + ":"
            + std::to_string(problem.column) + ": " + problem.message;
    return failure(ErrorKind::Unreadable, std::move(message));
}

} // namespace actuation
