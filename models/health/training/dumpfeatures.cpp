// SPDX-License-Identifier: GPL-3.0-or-later

// What the models look at, for fit.py only, so that training and product share one implementation.
// Reads tab-separated fields (task, context, prompt, output; escaped as \\n \\t \\\\) from stdin,
// one subject a line. The first two lines written name the features of an answer and of a token;
// then follows for each subject, in the machine's byte order: the key of the context (uint64), the
// number of rows (uint32), the features of the answer (float), and for each row first and last byte
// of the token (uint32 each), its key (uint64) and its features (a byte each). With an argument, a
// file of one score (float) for each row of all subjects, the features of the answer are those made
// of the scores too; without it these are those of scores of zero.

#include "models/health/answerfeatures.h"
#include "models/health/words.h"

#include <cstdint>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

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

template<typename T>
void put(T value)
{
    std::cout.write(reinterpret_cast<const char*>(&value), sizeof value);
}

void dump(const health::Grounding& grounding, std::uint64_t document, std::istream& scoreFile)
{
    put(document);
    const health::TokenTable& table = *grounding.table;
    put(static_cast<std::uint32_t>(table.rows()));
    std::vector<float> scores(table.rows(), 0);
    if (!scores.empty())
        scoreFile.read(reinterpret_cast<char*>(scores.data()),
                       static_cast<std::streamsize>(scores.size() * sizeof(float)));
    for (const float value : health::answerFeatures(grounding, scores))
        put(value);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const health::Token& token = grounding.output[table.tokenOf(row)];
        put(token.start);
        put(token.end);
        put(token.key);
        for (std::size_t f = 0; f < health::kTokenFeatures; ++f)
            put(table.column(f)[row]);
    }
}

} // namespace

int main(int argc, char** argv)
{
    std::ifstream scoreFile(argc > 1 ? argv[1] : "", std::ios::binary);
    std::ios::sync_with_stdio(false);
    for (const std::string_view name : health::answerFeatureNames())
        std::cout << name << ' ';
    std::cout << '\n';
    for (const std::string_view name : health::tokenFeatureNames())
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
        dump(health::ground(subject, fields[1], fields[3]), health::hashOf(fields[1]), scoreFile);
    }
    return 0;
}
