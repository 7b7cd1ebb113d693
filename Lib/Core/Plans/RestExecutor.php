<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Core\Plans;

use MikoPBX\PBXCoreREST\Lib\PBXApiResult;
use Modules\ModuleSecurityChecklist\Lib\Core\Isolation\Endings;
use Modules\ModuleSecurityChecklist\Lib\Core\Services;
use Modules\ModuleSecurityChecklist\Lib\Facts\SecurityMode;
use Modules\ModuleSecurityChecklist\Lib\Plan\Banned;
use Modules\ModuleSecurityChecklist\Lib\Plan\Config;
use Modules\ModuleSecurityChecklist\Lib\Ports\Executor;
use Modules\ModuleSecurityChecklist\Lib\Ports\PlayFailed;

/**
 * Changes by Core's REST API v3 (since 2025), asked by a process of the PBX itself. Every value has the type that Core
 * wants: another one breaks a worker of it.
 */
final class RestExecutor implements Executor
{
    private const CLIENT = 'restAPIClient';
    private const BASE = '/pbxcore/api/v3/';
    private const JSON = ['Content-Type' => 'application/json'];
    /** Busy: nothing was done, and asking again helps. */
    private const BUSY = 503;
    private const TRIES = 3;
    private const MICROSECONDS_BETWEEN_TRIES = 1000000;
    /** The client hands on the whole answer as a text. */
    private const CODE = '~\bHTTP/[\d.]+ (\d{3})\b|resulted in a `(\d{3})~';
    private const LONGEST_DETAIL = 200;

    public function patchRule(int $id, bool $neverBlock, array $boxes): void
    {
        $this->ask('PATCH', "firewall/$id", ['newer_block_ip' => $neverBlock, 'currentRules' => $boxes]);
    }

    public function createRule(
        string $description,
        string $network,
        int $length,
        bool $neverBlock,
        bool $isLocal,
        array $boxes
    ): int {
        $made = $this->ask('POST', 'firewall', [
            'description' => $description,
            'network' => $network,
            'subnet' => (string) $length,
            'newer_block_ip' => $neverBlock,
            'local_network' => $isLocal,
            'currentRules' => $boxes,
        ]);
        if (!is_numeric($made['id'] ?? null)) {
            throw PlayFailed::unknown('no id');
        }
        return (int) $made['id'];
    }

    /**
     * REST turns both switches at once.
     */
    public function setSwitch(string $key, bool $isOn): void
    {
        Models::attempt(static function () use ($key, $isOn): void {
            Models::setting($key, $isOn ? '1' : '0');
        });
    }

    public function patchFail2ban(int $maxretry, int $findtime, int $bantime, ?array $whitelist): void
    {
        $numbers = ['maxretry' => $maxretry, 'findtime' => $findtime, 'bantime' => $bantime];
        $list = $whitelist === null ? [] : ['whitelist' => implode(' ', $whitelist)];
        $this->ask('PATCH', 'fail2ban', $numbers + $list);
    }

    /**
     * What is not said stays as it is.
     */
    public function setMode(string $mode): void
    {
        $this->ask('PATCH', 'fail2ban', [SecurityMode::KEY => $mode]);
    }

    /**
     * REST saves the whole record of the extension with it, and refuses where anything else in there is weak.
     */
    public function putSecret(string $owner, int $row, string $secret): void
    {
        SecretModels::put($owner, $row, $secret, SecretModels::STRONG);
    }

    /**
     * REST would ask for the whole record where it has no description, and its page may know more of it.
     */
    public function limitProgram(string $kind, int $id, array $columns): void
    {
        LimitModels::put($kind, $id, $columns);
    }

    public function addRoute(int $id, array $columns): void
    {
        LimitModels::add($id, $columns);
    }

    public function setOrigins(string $origins): void
    {
        Models::oneByOne(static function () use ($origins): void {
            Models::setting(Config::ORIGINS, $origins);
        });
    }

    public function setSshKeys(string $keys): void
    {
        Models::oneByOne(static function () use ($keys): void {
            Models::setting(Config::SSH_KEYS, $keys);
        });
    }

    public function setLasting(string $key, string $value): void
    {
        Models::oneByOne(static function () use ($key, $value): void {
            Models::setting($key, $value);
        });
    }

    public function endSessions(string $spared): void
    {
        Endings::sessions($spared);
    }

    public function endPasskeys(): void
    {
        Endings::passkeys();
    }

    public function endCalls(): void
    {
        Endings::calls();
    }

    public function sessions(string $spared): int
    {
        return Endings::sessionsBut($spared);
    }

    public function passkeys(): int
    {
        return Endings::passkeysNow();
    }

    public function calls(): int
    {
        return Endings::callsNow();
    }

    public function banned(): array
    {
        return Banned::addresses($this->ask('GET', 'firewall:getBannedIps', []));
    }

    public function unban(string $address): void
    {
        $this->ask('POST', 'firewall:unbanIp', ['ip' => $address]);
    }

    /**
     * @param array<string, mixed> $data
     *
     * @return array<mixed>
     *
     * @throws PlayFailed
     */
    private function ask(string $method, string $path, array $data): array
    {
        for ($try = 1; true; $try++) {
            $result = Services::make(self::CLIENT, [self::BASE . $path, $method, $data, self::JSON]);
            if (!$result instanceof PBXApiResult) {
                throw PlayFailed::refused('no REST client');
            }
            if ($result->success) {
                return $result->data;
            }
            $code = self::code($result);
            if ($code !== self::BUSY || $try === self::TRIES) {
                throw self::failure($result, $code);
            }
            usleep(self::MICROSECONDS_BETWEEN_TRIES);
        }
    }

    /**
     * 0: no answer, or one that says no by itself.
     */
    private static function code(PBXApiResult $result): int
    {
        $found = [];
        preg_match(self::CODE, self::said($result), $found);
        return (int) (($found[1] ?? '') !== '' ? $found[1] : $found[2] ?? 0);
    }

    private static function failure(PBXApiResult $result, int $code): PlayFailed
    {
        $said = self::said($result);
        $end = strpos($said, "\r\n\r\n");
        $json = $end === false ? null : json_decode(substr($said, $end + 4), true);
        $errors = is_array($json) && is_array($json['messages'] ?? null) ? $json['messages']['error'] ?? [] : [];
        $reason = is_array($errors) && is_string($errors[0] ?? null) ? $errors[0] : $said;
        $line = (string) preg_replace('/[^\x20-\x7e]+/', ' ', $reason);
        $detail = trim("$code " . substr($line, 0, self::LONGEST_DETAIL));
        $isRefused = ($code >= 400 && $code < 500) || $code === self::BUSY || ($code === 0 && self::isAnswer($said));
        return $isRefused ? PlayFailed::refused($detail) : PlayFailed::unknown($detail);
    }

    /**
     * The client's own words for a connection that broke off or took too long.
     */
    private static function isAnswer(string $said): bool
    {
        return $said !== '' && strpos($said, 'temporarily unavailable') === false && strpos($said, 'cURL') === false;
    }

    private static function said(PBXApiResult $result): string
    {
        $errors = (array) ($result->messages['error'] ?? []);
        return $errors[0] ?? '';
    }
}
