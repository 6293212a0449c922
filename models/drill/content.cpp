// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/content.h"

#include "models/drill/resourcefiles.h"

#include <yaml-cpp/yaml.h>

namespace drill {

namespace {

using Strings = std::vector<std::string>;

// A list that must hold something, so that picking from it is safe.
Strings stringsOf(const YAML::Node& node, const char* name)
{
    const YAML::Node list = node[name];
    auto result = list ? list.as<Strings>() : Strings{};
    if (result.empty())
        throw YAML::RepresentationException(node.Mark(),
                                            std::string("'") + name + "' is missing or empty");
    return result;
}

std::string stringOf(const YAML::Node& node, const char* name)
{
    const YAML::Node value = node[name];
    if (!value)
        throw YAML::RepresentationException(node.Mark(), std::string("'") + name + "' is missing");
    return value.as<std::string>();
}

Strings sentencesOf(const std::string& text)
{
    Strings result;
    std::size_t start = 0;
    while (start < text.size()) {
        const std::size_t stop = text.find(". ", start);
        if (stop == std::string::npos) {
            result.push_back(text.substr(start));
            break;
        }
        result.push_back(text.substr(start, stop + 1 - start));
        start = stop + 2;
    }
    return result;
}

SupportContent supportOf(const YAML::Node& root)
{
    SupportContent content;
    for (const YAML::Node& node : root["articles"]) {
        Article article{.id = stringOf(node, "id"),
                        .title = stringOf(node, "title"),
                        .topic = stringOf(node, "topic"),
                        .body = stringsOf(node, "body"),
                        .facts = {}};
        for (const YAML::Node& fact : node["facts"])
            article.facts.push_back(
                {.questions = stringsOf(fact, "q"), .answers = stringsOf(fact, "a")});
        if (article.facts.empty())
            throw YAML::RepresentationException(node.Mark(), "'facts' is missing or empty");
        content.articles.push_back(std::move(article));
    }
    if (content.articles.size() < 3)
        throw YAML::RepresentationException(root.Mark(), "at least three articles are needed");
    content.questionOpeners = stringsOf(root, "questionOpeners");
    content.questionClosers = stringsOf(root, "questionClosers");
    content.answerOpeners = stringsOf(root, "answerOpeners");
    content.supportLeads = stringsOf(root, "supportLeads");
    content.answerClosers = stringsOf(root, "answerClosers");
    content.promises = stringsOf(root, "promises");
    content.promiseNames = stringsOf(root, "promiseNames");
    content.promisePlans = stringsOf(root, "promisePlans");
    content.promisePlaces = stringsOf(root, "promisePlaces");
    content.guesses = stringsOf(root, "guesses");
    content.guessTails = stringsOf(root, "guessTails");
    content.forgetfulBegins = stringsOf(root, "forgetfulBegins");
    content.forgetfulMiddles = stringsOf(root, "forgetfulMiddles");
    content.forgetfulEnds = stringsOf(root, "forgetfulEnds");
    return content;
}

ReferenceEntry entryOf(const YAML::Node& node, bool isCommand)
{
    ReferenceEntry entry;
    entry.isCommand = isCommand;
    entry.name = stringOf(node, "name");
    if (!isCommand) {
        entry.module = stringOf(node, "module");
        entry.result = stringOf(node, "result");
    }
    entry.goal = stringOf(node, "goal");
    entry.call = stringOf(node, "call");
    entry.text = sentencesOf(stringOf(node, "text"));
    entry.raises = stringOf(node, "raises");
    entry.invented = stringsOf(node, "invented");
    return entry;
}

std::vector<ReferenceEntry> referenceOf(const YAML::Node& root)
{
    std::vector<ReferenceEntry> reference;
    for (const YAML::Node& node : root["functions"])
        reference.push_back(entryOf(node, false));
    for (const YAML::Node& node : root["commands"])
        reference.push_back(entryOf(node, true));
    if (reference.size() < 3)
        throw YAML::RepresentationException(root.Mark(), "at least three entries are needed");
    return reference;
}

OrderContent ordersOf(const YAML::Node& root)
{
    OrderContent content{.items = stringsOf(root, "items"),
                         .carriers = stringsOf(root, "carriers"),
                         .cities = stringsOf(root, "cities"),
                         .states = stringsOf(root, "states"),
                         .methods = stringsOf(root, "methods"),
                         .closers = stringsOf(root, "closers"),
                         .tools = {},
                         .policy = {}};
    for (const YAML::Node& node : root["tools"])
        content.tools.push_back({.name = stringOf(node, "name"),
                                 .description = stringOf(node, "description"),
                                 .questions = stringsOf(node, "questions"),
                                 .answers = stringsOf(node, "answers")});
    const YAML::Node policy = root["policy"];
    content.policy = {.name = stringOf(policy, "name"),
                      .description = stringOf(policy, "description"),
                      .questions = {},
                      .answers = {}};
    if (content.tools.empty())
        throw YAML::RepresentationException(root.Mark(), "'tools' is missing or empty");
    return content;
}

} // namespace

telemetry::Result<std::shared_ptr<const Content>> loadContent()
{
    std::string file;
    const auto parsed = [&file](const char* path) {
        file = path;
        return YAML::Load(std::string(resourceText(path)));
    };
    try {
        auto content = std::make_shared<Content>();
        content->support = supportOf(parsed("content/support.yaml"));
        content->reference = referenceOf(parsed("content/sdk.yaml"));
        content->orders = ordersOf(parsed("content/orders.yaml"));
        return content;
    } catch (const YAML::Exception& error) {
        return telemetry::failure(telemetry::ErrorKind::Unreadable,
                                  "resources/drills/" + file + ":"
                                      + std::to_string(error.mark.line + 1) + ": " + error.msg
                                      + ".");
    }
}

std::string filled(const std::string& pattern, const std::map<std::string, std::string>& values)
{
    std::string result;
    std::size_t position = 0;
    while (position < pattern.size()) {
        const std::size_t open = pattern.find('{', position);
        const std::size_t close = open == std::string::npos ? open : pattern.find('}', open);
        if (close == std::string::npos)
            break;
        const auto value = values.find(pattern.substr(open + 1, close - open - 1));
        result.append(pattern, position, open - position);
        result += value == values.end() ? pattern.substr(open, close + 1 - open) : value->second;
        position = close + 1;
    }
    return result.append(pattern, position);
}

} // namespace drill
