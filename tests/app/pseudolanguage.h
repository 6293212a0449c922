// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QString>
#include <QTranslator>

#include <mutex>
#include <set>
#include <utility>

// A language that nobody speaks: whatever is shown in it was asked for, and is longer.
namespace pseudo {

// "Open" reads "[Ópen ö]": in brackets, with accents, two fifths longer.
inline QString spoken(const QString& source)
{
    static const QString from = QStringLiteral("AEOUaeou");
    static const QString to = QStringLiteral("ÄÉÖÜáéöü");
    static const QString more = QStringLiteral(" öne twö three föur five six seven eight nine ten");
    QString text = source;
    for (QChar& letter : text) {
        if (const qsizetype at = from.indexOf(letter); at >= 0)
            letter = to.at(at);
    }
    QString longer;
    while (longer.size() * 5 < source.size() * 2)
        longer += more.at(longer.size() % more.size());
    return u'[' + text + longer + u']';
}

// Of all texts but Qt's own; remembers which were asked for.
class Translator final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char* context, const char* source, const char* /*disambiguation*/,
                      int /*n*/) const override
    {
        const QByteArray of(context);
        const bool isQts = of.size() > 1 && of.at(0) == 'Q' && of != "QuietDialog"
            && of != "QuietKeeper" && of != "QObject";
        if (isQts || *source == '\0')
            return {};
        const std::scoped_lock lock(m_asking);
        m_asked.emplace(of, QByteArray(source));
        return spoken(QString::fromUtf8(source));
    }
    // Pairs of context and source.
    std::set<std::pair<QByteArray, QByteArray>> asked() const
    {
        const std::scoped_lock lock(m_asking);
        return m_asked;
    }

private:
    mutable std::mutex m_asking; // causes are worked out on threads of a pool
    mutable std::set<std::pair<QByteArray, QByteArray>> m_asked; // filled by a const function
};

} // namespace pseudo
