// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/actuation/operations.h"

namespace actuation {

std::set<std::string> usedVariables(const RequestTemplate& request)
{
    std::set<std::string> names;
    request.path.addUsed(names);
    for (const auto* texts : {&request.headers, &request.form}) {
        for (const auto& [name, text] : *texts)
            text.addUsed(names);
    }
    if (request.json)
        request.json->addUsed(names);
    if (request.text)
        request.text->addUsed(names);
    if (request.edit) {
        names.insert(request.edit->of);
        for (const BodyEdit::Change& change : request.edit->changes) {
            change.pointer.addUsed(names);
            change.value.addUsed(names);
        }
    }
    return names;
}

} // namespace actuation
