// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/PromptVariables.h"

namespace signalbox::models {

QStringList variablesIn(const QString &text)
{
    QStringList names;
    for (qsizetype from = text.indexOf(QLatin1String("{{")); from >= 0;
         from = text.indexOf(QLatin1String("{{"), from)) {
        from += 2;
        if (QStringView(text).mid(from).startsWith(QLatin1String("{{"))) {
            from += 2;
            continue;
        }
        const qsizetype end = text.indexOf(QLatin1String("}}"), from);
        if (end < 0)
            break;
        names.append(text.mid(from, end - from).trimmed());
        from = end + 2;
    }
    return names;
}

} // namespace signalbox::models
