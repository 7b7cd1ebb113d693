<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Secrets;

/**
 * What may be said about a secret without saying the secret (sites/checklist/facts/schema.ts, SecretFeaturesSchema).
 *
 * @phpstan-type SecretFeatures array{
 *     contains: list<'name'|'number'|'login'|'company'|'date'>,
 *     dictionary: bool,
 *     digitsOnly: bool,
 *     generated: bool,
 *     length: 'empty'|'lt8'|'8-11'|'12+',
 *     missing: list<'upper'|'lower'|'digit'|'special'>,
 *     shared: int,
 *     strong: bool
 * }
 */
interface Features
{
    /**
     * Many at once, so that the dictionary is opened once.
     *
     * @param list<Secret> $secrets
     *
     * @return list<SecretFeatures> in the same order
     */
    public function of(array $secrets): array;
}
