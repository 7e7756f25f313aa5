// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "PolicyLoading.h"

#include "CheckCommand.h"
#include "models/policy/PolicyReader.h"

#include <QFile>

namespace signalbox::app {

models::Result<models::Policy, QStringList> loadPolicy(const std::optional<QString> &path)
{
    if (!path)
        return models::Policy::builtIn();
    QFile file(*path);
    if (file.open(QIODevice::ReadOnly)) {
        if (auto read = models::readPolicy(file.readAll()))
            return read.takeValue().policy;
    }
    // The check says what is wrong, in its own words.
    QString lines;
    QString ignored;
    QTextStream err(&lines);
    QTextStream out(&ignored);
    runCheck(*path, err, out);
    err.flush();
    return models::Failure { lines.split(QLatin1Char('\n'), Qt::SkipEmptyParts) };
}

} // namespace signalbox::app
