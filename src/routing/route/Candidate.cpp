// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "routing/route/Candidate.h"

#include "models/base/JsonText.h"

namespace signalbox::routing {

std::string answerField(std::string_view name, const QString &value)
{
    std::string line(name);
    line += ": ";
    for (const QChar c : value)
        line += c.unicode() >= 0x20 && c.unicode() < 0x7f ? static_cast<char>(c.unicode()) : '?';
    return line + "\r\n";
}

std::optional<Candidate> Candidate::of(const models::Policy &policy, const QString &name)
{
    Candidate candidate;
    candidate.target = name;
    candidate.declared = policy.target(name);
    if (candidate.declared) {
        candidate.provider = policy.provider(candidate.declared->provider);
        candidate.model = candidate.declared->model;
    } else if (const qsizetype slash = name.indexOf(QLatin1Char('/')); slash > 0) {
        candidate.provider = policy.provider(name.left(slash));
        candidate.model = name.mid(slash + 1);
    }
    if (!candidate.provider || candidate.model.isEmpty())
        return std::nullopt;
    candidate.modelUtf8 = candidate.model.toStdString();
    candidate.modelJson = models::jsonEscaped(candidate.modelUtf8);
    candidate.answerFields = answerField("x-signalbox-target", candidate.target)
        + answerField("x-signalbox-model",
                      candidate.provider->id + QLatin1Char('/') + candidate.model);
    return candidate;
}

} // namespace signalbox::routing
