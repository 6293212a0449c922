// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/bodyedit.h"

#include <nlohmann/json.hpp>

namespace actuation {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

namespace {

using Json = nlohmann::ordered_json; // somebody else's document keeps its order
using Pointer = Json::json_pointer;
using Kind = BodyEdit::Change::Kind;

Result<void> notThere(const std::string& pointer)
{
    return failure(ErrorKind::Refused,
                   "The document has no place " + pointer + ", so that nothing can be set there.");
}

void remove(Json& document, const Pointer& pointer)
{
    if (pointer.empty() || !document.contains(pointer))
        return;
    Json& parent = document.at(pointer.parent_pointer());
    if (parent.is_array())
        parent.erase(std::stoul(pointer.back()));
    else
        parent.erase(pointer.back());
}

Result<void> set(Json& document, const Pointer& pointer, Json value)
{
    if (pointer.empty()) {
        document = std::move(value);
        return {};
    }
    const Pointer parent = pointer.parent_pointer();
    if (!document.contains(parent) || !document.at(parent).is_structured())
        return notThere(pointer.to_string());
    if (document.at(parent).is_array() && !document.contains(pointer))
        return notThere(pointer.to_string());
    document[pointer] = std::move(value);
    return {};
}

Result<void> append(Json& document, const Pointer& pointer, Json value)
{
    if (!document.contains(pointer) || !document.at(pointer).is_array())
        return notThere(pointer.to_string() + ", or it is no array");
    document.at(pointer).push_back(std::move(value));
    return {};
}

Result<void> change(Json& document, const BodyEdit::Change& change, const Variables& variables,
                    const Unsettled& unsettled)
{
    const auto text = change.pointer.render(variables, Destination::Pointer);
    if (!text)
        return tl::make_unexpected(text.error());
    Pointer pointer;
    try {
        pointer = Pointer(*text);
    } catch (const Json::exception&) {
        return failure(ErrorKind::Usage, "\"" + *text + "\" is no JSON Pointer.");
    }
    if (change.kind == Kind::Remove) {
        remove(document, pointer);
        return {};
    }
    const auto rendered = change.value.render(variables, unsettled);
    if (!rendered)
        return tl::make_unexpected(rendered.error());
    Json value = Json::parse(*rendered, nullptr, false);
    if (value.is_discarded())
        return failure(ErrorKind::Usage, "What is to stand at " + *text + " is no JSON.");
    return change.kind == Kind::Append ? append(document, pointer, std::move(value))
                                       : set(document, pointer, std::move(value));
}

// What will be done to a document that is not there yet.
Result<std::string> inWords(const BodyEdit& edit, const std::string& placeholder,
                            const Variables& variables, const Unsettled& unsettled)
{
    std::string words = "the document " + placeholder;
    for (const BodyEdit::Change& one : edit.changes) {
        const auto pointer = one.pointer.render(variables, Destination::Pointer);
        if (!pointer)
            return pointer;
        words += one.kind == Kind::Remove ? "\nwithout " + *pointer
            : one.kind == Kind::Append    ? "\nwith one more in " + *pointer + ": "
                                          : "\nwith " + *pointer + " set to ";
        if (one.kind == Kind::Remove)
            continue;
        const auto value = one.value.render(variables, unsettled);
        if (!value)
            return value;
        words += *value;
    }
    return edit.under.empty() ? words : words + "\nas \"" + edit.under + "\" of an object";
}

} // namespace

Result<std::string> edited(const BodyEdit& edit, const Variables& variables,
                           const Unsettled& unsettled)
{
    const auto found = variables.find(edit.of);
    if (found == variables.end())
        return failure(ErrorKind::Usage, "{{" + edit.of + "}} has no value here.");
    if (unsettled.count(edit.of) != 0)
        return inWords(edit, found->second, variables, unsettled);
    Json document = Json::parse(found->second, nullptr, false);
    if (document.is_discarded())
        return failure(ErrorKind::Refused, "{{" + edit.of + "}} is not JSON and cannot be edited.");
    try {
        for (const BodyEdit::Change& one : edit.changes) {
            const auto changed = change(document, one, variables, unsettled);
            if (!changed)
                return tl::make_unexpected(changed.error());
        }
        if (!edit.under.empty())
            document = Json{{edit.under, std::move(document)}};
        return document.dump();
    } catch (const Json::exception& problem) { // an index that is none, text that is not UTF-8
        return failure(ErrorKind::Refused,
                       std::string("The document cannot be edited: ") + problem.what() + ".");
    }
}

} // namespace actuation
