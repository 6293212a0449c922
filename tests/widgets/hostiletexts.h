// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/widgets/accessibletexts.h"

#include <QLabel>
#include <QString>
#include <QStringList>
#include <QTextDocument>
#include <QTextEdit>
#include <QWidget>

namespace pagetest {

// Turns the reading order round, or cannot be seen.
inline bool isForbidden(QChar c)
{
    const ushort code = c.unicode();
    const bool isControl = (code < 0x20 && code != '\n' && code != '\t') || code == 0x7f
        || (code >= 0x80 && code < 0xa0);
    return isControl || code == 0x061c || code == 0x200b || code == 0x200e || code == 0x200f
        || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069)
        || code == 0xfeff;
}

// Where `page` shows or tells what a sender wrote ("<b>evil", characters that deceive) as anything
// but plain text, in words; `where` begins each.
inline QStringList hostileTextsOn(QWidget& page, const QString& where)
{
    QStringList wrong;
    forEachText(page, [&](const QString& text, const QString& of) {
        for (const QChar c : text) {
            if (!isForbidden(c))
                continue;
            wrong << QStringLiteral("%1: %2: U+%3 in %4")
                         .arg(where, of.section(QLatin1Char('/'), -4))
                         .arg(c.unicode(), 4, 16, QLatin1Char('0'))
                         .arg(text.left(60).toHtmlEscaped());
            break;
        }
        // Only what is escaped may look like HTML. Of items see common::keepToolTipsPlain().
        if (of.endsWith(QLatin1String(" tooltip"))) {
            if (text.contains(QLatin1String("<b>evil")) && Qt::mightBeRichText(text))
                wrong << QStringLiteral("%1: %2: rich tooltip %3").arg(where, of, text.left(60));
        }
    });
    for (const auto* label : page.findChildren<QLabel*>()) {
        if (label->textFormat() != Qt::PlainText && label->text().contains(QLatin1String("evil")))
            wrong << QStringLiteral("%1: label that may be rich: %2")
                         .arg(where, label->text().left(60));
    }
    for (const auto* edit : page.findChildren<QTextEdit*>()) {
        if (edit->toPlainText().contains(QLatin1String("evil")))
            wrong << QStringLiteral("%1: rich text edit %2").arg(where, edit->accessibleName());
    }
    return wrong;
}

} // namespace pagetest
