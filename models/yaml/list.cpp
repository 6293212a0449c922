// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/yaml/list.h"

#include "models/yaml/scope.h"

#include <utility>
#include <variant>

namespace yaml {

std::vector<Node> listIn(const std::string& text, std::string_view key, EmptyList empty,
                         std::vector<Problem>& problems, const Limits& limits)
{
    auto tree = parse(text, limits);
    if (const auto* problem = std::get_if<Problem>(&tree)) {
        problems.push_back(*problem);
        return {};
    }
    const Node& root = std::get<Node>(tree);
    const std::string name(key);
    if (!root.isMap()) {
        problems.push_back({.line = root.line,
                            .column = root.column,
                            .message = "the file must be a map with the key \"" + name + "\""});
        return {};
    }
    const Scope scope(root, "the file", problems);
    scope.allow({key});
    const Node* list = scope.require(key);
    if (list == nullptr)
        return {};
    if (!list->isSequence()) {
        scope.report(*list, "\"" + name + "\" must be a list");
        return {};
    }
    if (list->items.empty() && empty == EmptyList::Refused)
        scope.report(*list, "\"" + name + "\" must be a list with one entry at least");
    return list->items;
}

} // namespace yaml
