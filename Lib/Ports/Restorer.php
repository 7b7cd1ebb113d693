<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Puts rows of Core's database back as they were, by Core's own models, so that Core notices. Core's REST API would
 * refuse some of them, a weak secret for instance.
 *
 * @phpstan-import-type Row from \Modules\ModuleSecurityChecklist\Lib\Plan\Config
 */
interface Restorer
{
    /**
     * Makes what is missing, under its old ids, and removes rows of this rule that were not there.
     *
     * @param Row       $filter
     * @param list<Row> $rules
     *
     * @throws PlayFailed
     */
    public function putRule(int $id, array $filter, array $rules): void;

    /**
     * @throws PlayFailed
     */
    public function removeRule(int $id): void;

    /**
     * @param array<int, string|null> $priorities by id of the rule; those that are gone are left out
     *
     * @throws PlayFailed
     */
    public function putOrder(array $priorities): void;

    /**
     * @param Row $row
     *
     * @throws PlayFailed
     */
    public function putFail2ban(array $row): void;

    /**
     * @param string $owner  as in Lib\Plan\Owner
     * @param int    $row    id of its row
     * @param string $sealed by the Sealer
     *
     * @throws PlayFailed which holds nothing of the secret
     */
    public function putSealed(string $owner, int $row, string $sealed): void;

    /**
     * @param string $kind as in Lib\Plan\Limits
     * @param Row    $row  those columns of it that limit
     *
     * @throws PlayFailed
     */
    public function putLimit(string $kind, int $id, array $row): void;

    /**
     * @throws PlayFailed
     */
    public function removeRoute(int $id): void;

    /**
     * @throws PlayFailed
     */
    public function putSetting(string $key, string $value): void;
}
