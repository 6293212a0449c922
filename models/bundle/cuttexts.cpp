// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/cuttexts.h"

#include "models/telemetry/namereplacer.h"
#include "models/telemetry/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QStringList>

#include <algorithm>
#include <cctype>
#include <cstddef>

using namespace Qt::StringLiterals;

namespace bundle {

namespace {

constexpr std::string_view kDots = "…";
constexpr std::size_t kFarthest = 256; // bytes, as long as any name that is looked for
constexpr std::ptrdiff_t kFewFigures = 4; // of a time or a count
constexpr std::size_t kLongWord = 16; // bytes; keys have few figures, or none
// Recordings of before cut cells at 200 characters and what somebody wrote at 400, without "…";
// blanks may have gone after that.
constexpr qsizetype kLongCell = 150;
constexpr qsizetype kLongText = 300;

QString marker()
{
    return QString::fromUtf8(kCutOff.data(), static_cast<qsizetype>(kCutOff.size()));
}

// Rows stand behind " ; ", their cells behind " | ", as the window writes them.
QString withoutCutCells(const QString& text, int& count)
{
    QStringList rows = text.split(u" ; "_s);
    for (QString& row : rows) {
        QStringList cells = row.split(u" | "_s);
        for (QString& cell : cells) {
            const bool isLast = &row == &rows.back() && &cell == &cells.back();
            const bool isCut = cell.contains(u'…') || cell.size() >= kLongCell
                || (isLast && text.size() >= kLongText);
            if (!isCut || cell == u"…"_s) // alone it says that more followed
                continue;
            cell = marker();
            ++count;
        }
        row = cells.join(u" | "_s);
    }
    return rows.join(u" ; "_s);
}

// No deeper than QJsonDocument reads.
void takeCutOf(QJsonValue& value, int& count) // NOLINT(misc-no-recursion)
{
    if (value.isString()) {
        value = withoutCutCells(value.toString(), count);
    } else if (value.isArray()) {
        QJsonArray changed;
        for (QJsonValue each : value.toArray()) {
            takeCutOf(each, count);
            changed.append(each);
        }
        value = changed;
    } else if (value.isObject()) {
        QJsonObject changed = value.toObject();
        for (auto each = changed.begin(); each != changed.end(); ++each) {
            QJsonValue inside = each.value();
            takeCutOf(inside, count);
            each.value() = inside;
        }
        value = changed;
    }
}

bool isFigure(char c)
{
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

bool beginsOne(const std::vector<std::string>& names, std::string_view beginning)
{
    const auto at = std::ranges::lower_bound(
        names, beginning, {}, [](const std::string& name) { return std::string_view(name); });
    return at != names.end() && at->starts_with(beginning);
}

// Where in `text`, whose end was cut off, that begins which has to go; its size where nothing.
std::size_t beginOfCut(const std::vector<std::string>& names, std::string_view text)
{
    const std::string folded = telemetry::asciiLowered(text);
    const std::size_t farthest = text.size() > kFarthest ? text.size() - kFarthest : 0;
    for (std::size_t at = farthest; at < text.size(); ++at) {
        if (text[at] != ' ' && telemetry::mayBeginName(text, at)
            && beginsOne(names, std::string_view(folded).substr(at)))
            return at;
    }
    const auto wordBefore = [text](std::size_t end) {
        const std::size_t blank = end == 0 ? end : text.find_last_of(" \n", end - 1);
        return blank == std::string_view::npos || end == 0 ? std::size_t{0} : blank + 1;
    };
    std::size_t word = wordBefore(text.size());
    while (word >= 2 && text[word - 1] == ' ' && isFigure(text[word - 2]))
        word = wordBefore(word - 1); // figures in groups, as a card has them, are one word
    const std::string_view last = text.substr(word);
    const bool mayBeMatch = last.find('@') != std::string_view::npos || last.size() >= kLongWord
        || std::ranges::count_if(last, isFigure) > kFewFigures;
    return mayBeMatch ? word : text.size();
}

} // namespace

int takeCutCells(telemetry::TimelineEntry& entry)
{
    if (entry.kind != "screen")
        return 0;
    int count = 0;
    if (entry.text.find(kDots) != std::string::npos) {
        entry.text = kCutOff;
        ++count;
    }
    const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload));
    QJsonObject payload = json.object();
    const int before = count;
    for (auto member = payload.begin(); member != payload.end(); ++member) {
        if (member.key() == u"view"_s) // what pages are read by; nothing in it is ever cut
            continue;
        QJsonValue inside = member.value();
        takeCutOf(inside, count);
        member.value() = inside;
    }
    if (count != before)
        entry.payload = QJsonDocument(payload).toJson(QJsonDocument::Compact).toStdString();
    return count;
}

void takeCutWords(const std::vector<std::string>& names, std::string& text)
{
    std::string result;
    std::string_view rest(text);
    bool isChanged = false;
    for (std::size_t dots = rest.find(kDots); dots != std::string_view::npos;
         dots = rest.find(kDots)) {
        const std::string_view before = rest.substr(0, dots);
        const std::size_t begin = beginOfCut(names, before);
        isChanged = isChanged || begin != before.size();
        result.append(before.substr(0, begin)).append(kDots);
        rest.remove_prefix(dots + kDots.size());
    }
    if (isChanged)
        text = result.append(rest);
}

} // namespace bundle
