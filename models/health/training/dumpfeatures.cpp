// SPDX-License-Identifier: GPL-3.0-or-later

// Reads tab-separated fields (task, context, prompt, output; escaped as \n \t \\) from stdin, one
// subject a line, and prints the features of each as one line of numbers; the first line names
// them. Used by fit.py only, so that training and product share one implementation.

#include "models/health/groundfeatures.h"

#include <iostream>
#include <string>

namespace {

std::string unescaped(const std::string& text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\\' || i + 1 == text.size()) {
            result += text[i];
            continue;
        }
        const char c = text[++i];
        result += c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
    }
    return result;
}

} // namespace

int main()
{
    std::ios::sync_with_stdio(false);
    for (const std::string_view name : health::groundFeatureNames())
        std::cout << name << ' ';
    std::cout << '\n';
    std::string line;
    while (std::getline(std::cin, line)) {
        health::Subject subject;
        std::string fields[4];
        std::size_t start = 0;
        for (std::string& field : fields) {
            const std::size_t end = std::min(line.find('\t', start), line.size());
            field = unescaped(line.substr(start, end - start));
            start = std::min(end + 1, line.size());
        }
        subject.task = fields[0];
        subject.prompt = fields[2];
        for (const double value : health::ground(subject, fields[1], fields[3]).features)
            std::cout << value << ' ';
        std::cout << '\n';
    }
    return 0;
}
