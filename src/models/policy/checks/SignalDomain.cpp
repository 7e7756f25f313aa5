// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/policy/checks/SignalDomain.h"

#include "models/traffic/ErrorClass.h"

#include <vector>

namespace signalbox::models {

namespace {

QStringList outcomes()
{
    QStringList names{QStringLiteral("success")};
    for (int i = 1; i < errorClassCount; ++i) {
        const std::string_view name = errorClassName(static_cast<ErrorClass>(i));
        names.append(QString::fromLatin1(name.data(), static_cast<qsizetype>(name.size())));
    }
    return names;
}

bool canBeMissing(SignalKind kind)
{
    switch (kind) {
    case SignalKind::Client: // where everybody is let in
    case SignalKind::Header:
    case SignalKind::Metadata:
    case SignalKind::Body:
    case SignalKind::MaxOutputTokens:
    case SignalKind::SystemText:
    case SignalKind::LastText:
    case SignalKind::Language:
    case SignalKind::TaskType:
    case SignalKind::Sentiment:
    case SignalKind::Conversation:
    case SignalKind::PreviousOutcome:
        return true;
    default:
        return false;
    }
}

void setRange(SignalDomain &domain, double least, double most)
{
    domain.least = least;
    domain.most = most;
}

SignalDomain domainOf(SignalKind kind)
{
    SignalDomain domain{.type = signalType(kind), .canBeMissing = canBeMissing(kind)};
    domain.texts = kind == SignalKind::PreviousOutcome ? outcomes() : signalTexts(kind);
    if (domain.type != SignalType::Number)
        return domain;
    domain.isWhole = true;
    switch (kind) {
    case SignalKind::Hour:
        setRange(domain, 0, 23);
        break;
    case SignalKind::Weekday:
        setRange(domain, 1, 7);
        break;
    case SignalKind::Complexity:
    case SignalKind::Frustration:
        setRange(domain, 0, 1);
        domain.isWhole = false;
        break;
    case SignalKind::Sentiment:
        setRange(domain, -1, 1);
        domain.isWhole = false;
        break;
    case SignalKind::InputTokens: // an estimate
    case SignalKind::MaxOutputTokens: // a client may write what it likes
        setRange(domain, 0, domain.most);
        domain.isWhole = false;
        break;
    default:
        setRange(domain, 0, domain.most);
        break;
    }
    return domain;
}

} // namespace

const SignalDomain &signalDomain(SignalKind kind)
{
    static const std::vector<SignalDomain> domains = [] {
        std::vector<SignalDomain> made;
        for (int i = 0; i < signalKindCount; ++i)
            made.push_back(domainOf(static_cast<SignalKind>(i)));
        return made;
    }();
    return domains[static_cast<std::size_t>(kind)];
}

} // namespace signalbox::models
