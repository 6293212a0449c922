// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/person.h"

#include "models/telemetry/utf8.h"

#include <QList>
#include <QString>

namespace runbook {

namespace {

bool isUnseen(char32_t c)
{
    const bool isVariation = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
    const bool isFiller = c == 0x034F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    const auto category = QChar::category(c);
    return isVariation || isFiller || QChar::isSpace(c) || category == QChar::Other_Format
        || category == QChar::Other_Control;
}

} // namespace

std::string personKey(const std::string& name)
{
    const QString text = QString::fromStdString(telemetry::sanitizedUtf8(name))
                             .normalized(QString::NormalizationForm_KC)
                             .toUpper() // first: it alone knows that ß is ss
                             .toCaseFolded()
                             .normalized(QString::NormalizationForm_KC);
    QString key;
    key.reserve(text.size());
    for (const uint c : text.toUcs4()) {
        if (!isUnseen(c))
            key += QString::fromUcs4(reinterpret_cast<const char32_t*>(&c), 1);
    }
    return key.toStdString();
}

} // namespace runbook
