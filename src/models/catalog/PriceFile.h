// SPDX-FileCopyrightText: Signalbox contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/catalog/PriceBook.h"

#include <QByteArray>

#include <vector>

namespace signalbox::models {

/// Reads a price file. The first thing wrong with it is the error: half a price table would be
/// mistaken for a whole one.
Result<std::vector<ProviderPrices>, PriceFileError> readPriceFile(const QByteArray &json);

} // namespace signalbox::models
