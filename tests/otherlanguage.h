// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/inenglish.h"

#include <QCoreApplication>
#include <QString>
#include <QTranslator>

#include <string>

// For as long as it lives, a translator of the application as a window in another language than
// English has it: each text stands between guillemets, but what is recorded.
class OtherLanguage final : public QTranslator
{
public:
    OtherLanguage() { QCoreApplication::installTranslator(this); }
    ~OtherLanguage() override { QCoreApplication::removeTranslator(this); }
    OtherLanguage(const OtherLanguage&) = delete;
    OtherLanguage& operator=(const OtherLanguage&) = delete;

    bool isEmpty() const override { return false; }
    QString translate(const char* /*context*/, const char* source, const char* /*disambiguation*/,
                      int /*n*/) const override
    {
        return telemetry::InEnglish::isOn() ? QString()
                                            : u'\u00ab' + QString::fromUtf8(source) + u'\u00bb';
    }
    // Whether one of its texts is part of this one.
    static bool isIn(const QString& text) { return text.contains(u'\u00ab'); }
    static bool isIn(const std::string& text) { return isIn(QString::fromStdString(text)); }
    // Whether nothing but stops and signs stands outside of them.
    static bool isAllOf(const QString& text)
    {
        int depth = 0;
        for (const QChar c : text) {
            depth += c == u'\u00ab' ? 1 : c == u'\u00bb' ? -1 : 0;
            if (depth == 0 && c.isLetterOrNumber())
                return false;
        }
        return !text.isEmpty();
    }
};
