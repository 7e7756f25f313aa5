// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/policy/Policy.h"

#include <QList>
#include <QString>

namespace signalbox::ui {

/// A provider that many people use, as its own documentation gives it.
struct ProviderPreset
{
    enum class Kind : quint8 { Cloud, Local, Custom };

    Kind kind = Kind::Cloud;
    QString id;
    QString name;
    models::ProviderDialect dialect = models::ProviderDialect::OpenAi;
    QString baseUrl;
    QString keyPage; ///< where its keys are made; empty when it needs none
    QString environment; ///< the variable its own SDK reads
    QString keyHeader;
    bool requestStreamUsage = true;
};

const QList<ProviderPreset> &providerPresets();

/// The preset a provider was probably made from: same base URL, else same id. Null when none.
const ProviderPreset *presetOf(const models::Provider &provider);

/// A provider of \a policy made from \a preset, under an id that is not yet taken.
models::Provider providerFrom(const ProviderPreset &preset, const models::Policy &policy);

} // namespace signalbox::ui
