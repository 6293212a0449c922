// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/drilltexts.h"

#include "widgets/common/plaintext.h"

#include <QCoreApplication>

namespace {

constexpr int kLongestDrillText = 2000; // characters

} // namespace

QString drillText(const std::string& english)
{
    return common::safeLine(QCoreApplication::translate("drills", english.c_str()).toStdString(),
                            kLongestDrillText);
}
