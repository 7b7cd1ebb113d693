<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Ports;

/**
 * Changes of the PBX the way its own cabinet makes them: by Core's REST API, or by its models where there is none.
 */
interface Executor
{
    /**
     * @param array<string, bool> $boxes by category; all that the rule has rows for
     *
     * @throws PlayFailed
     */
    public function patchRule(int $id, bool $neverBlock, array $boxes): void;

    /**
     * @param array<string, bool> $boxes by category; all that Core has: it opens those left out
     *
     * @return int id of the new rule
     *
     * @throws PlayFailed
     */
    public function createRule(
        string $description,
        string $network,
        int $length,
        bool $neverBlock,
        bool $isLocal,
        array $boxes
    ): int;

    /**
     * One setting alone.
     *
     * @throws PlayFailed
     */
    public function setSwitch(string $key, bool $isOn): void;

    /**
     * The security mode alone, as Core's page of Fail2Ban sets it.
     *
     * @throws PlayFailed
     */
    public function setMode(string $mode): void;

    /**
     * @param list<string>|null $whitelist null: as it is
     *
     * @throws PlayFailed
     */
    public function patchFail2ban(int $maxretry, int $findtime, int $bantime, ?array $whitelist): void;

    /**
     * Read back before it is final.
     *
     * @param string $owner as in Lib\Plan\Owner
     * @param int    $row   id of its row
     *
     * @throws PlayFailed which holds nothing of the secret
     */
    public function putSecret(string $owner, int $row, string $secret): void;

    /**
     * What limits a program, read back at once.
     *
     * @param string                $kind    as in Lib\Plan\Limits
     * @param array<string, string> $columns those that change
     *
     * @throws PlayFailed
     */
    public function limitProgram(string $kind, int $id, array $columns): void;

    /**
     * An outgoing route under an id that is free, read back at once.
     *
     * @param array<string, string|null> $columns all of it
     *
     * @throws PlayFailed
     */
    public function addRoute(int $id, array $columns): void;

    /**
     * Web pages that may use ARI, as the setting is written.
     *
     * @throws PlayFailed
     */
    public function setOrigins(string $origins): void;

    /**
     * Keys that open SSH, as the setting is written.
     *
     * @throws PlayFailed
     */
    public function setSshKeys(string $keys): void;

    /**
     * What holds as long as it is stored (Config::STANDING).
     *
     * @throws PlayFailed
     */
    public function setLasting(string $key, string $value): void;

    /**
     * Ends all sessions of the cabinet but one, also those that renew themselves.
     *
     * @param string $spared hash of the one that goes on; '': none does
     *
     * @throws PlayFailed
     */
    public function endSessions(string $spared): void;

    /**
     * Takes away all passkeys of the cabinet.
     *
     * @throws PlayFailed
     */
    public function endPasskeys(): void;

    /**
     * Hangs up all calls, and forgets who is registered.
     *
     * @throws PlayFailed
     */
    public function endCalls(): void;

    /**
     * Sessions of the cabinet that go on, besides that one.
     *
     * @throws PlayFailed
     */
    public function sessions(string $spared): int;

    /**
     * Passkeys that open the cabinet.
     *
     * @throws PlayFailed
     */
    public function passkeys(): int;

    /**
     * Calls that go on.
     *
     * @throws PlayFailed
     */
    public function calls(): int;

    /**
     * Addresses that are banned now.
     *
     * @return list<string>
     *
     * @throws PlayFailed
     */
    public function banned(): array;

    /**
     * @throws PlayFailed
     */
    public function unban(string $address): void;
}
