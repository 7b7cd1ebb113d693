<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Lib\Isolation;

/**
 * Who keeps access while the PBX is isolated, as it is stored in one of Core's settings. Whoever reads it believes no field
 * of it that does not fit: what is made of it runs as root.
 */
final class Isolation
{
    public const MOST_NETWORKS = 20;
    public const MOST_PHONES = 64;
    public const MOST_PROVIDERS = 256;
    public const MOST_PORTS = 60;
    public const NETWORK = '/\A[0-9A-Fa-f:.]{2,45}(?:\/[0-9]{1,3})?\z/';
    private const HIGHEST_PORT = 65535;
    private const LENGTHS = [4 => 32, 6 => 128];

    /** @var list<string> */
    private array $networks;
    /** @var list<string> */
    private array $phones;
    /** @var list<string> */
    private array $providers;
    /** @var list<int> */
    private array $services;
    /** @var list<int> */
    private array $signalling;
    /** @var array{int, int} */
    private array $media;

    /**
     * @param list<string>    $networks   of whoever keeps everything
     * @param list<string>    $phones     networks whose phones go on
     * @param list<string>    $providers  addresses that answer to the PBX
     * @param list<int>       $services   ports of the PBX, closed whatever the kernel remembers of a connection
     * @param list<int>       $signalling those of them that phones and providers talk to
     * @param array{int, int} $media      first and last port of voices
     */
    public function __construct(
        array $networks,
        array $phones,
        array $providers,
        array $services,
        array $signalling,
        array $media
    ) {
        $this->networks = $networks;
        $this->phones = $phones;
        $this->providers = $providers;
        $this->services = $services;
        $this->signalling = $signalling;
        $this->media = $media;
    }

    /**
     * null: nobody is shut out, or what is there is none.
     */
    public static function read(string $setting): ?self
    {
        $from = json_decode($setting, true, 4);
        if (!is_array($from)) {
            return null;
        }
        $networks = self::networksIn($from['networks'] ?? null, 1, self::MOST_NETWORKS);
        $phones = self::networksIn($from['phones'] ?? null, 0, self::MOST_PHONES);
        $providers = self::networksIn($from['providers'] ?? null, 0, self::MOST_PROVIDERS);
        $services = self::portsIn($from['services'] ?? null, 1, self::MOST_PORTS);
        $signalling = self::portsIn($from['signalling'] ?? null, 0, self::MOST_PORTS);
        $media = self::portsIn($from['media'] ?? null, 2, 2);
        $isNone = $networks === null || $phones === null || $providers === null || $services === null;
        if ($isNone || $signalling === null || $media === null || $media[0] > $media[1]) {
            return null;
        }
        return new self($networks, $phones, $providers, $services, $signalling, [$media[0], $media[1]]);
    }

    public function written(): string
    {
        return (string) json_encode([
            'networks' => $this->networks,
            'phones' => $this->phones,
            'providers' => $this->providers,
            'services' => $this->services,
            'signalling' => $this->signalling,
            'media' => $this->media,
        ], JSON_UNESCAPED_SLASHES);
    }

    /**
     * @return list<string>
     */
    public function networks(): array
    {
        return $this->networks;
    }

    /**
     * @return list<string>
     */
    public function phones(): array
    {
        return $this->phones;
    }

    /**
     * @return list<string>
     */
    public function providers(): array
    {
        return $this->providers;
    }

    /**
     * @return list<int>
     */
    public function services(): array
    {
        return $this->services;
    }

    /**
     * @return list<int>
     */
    public function signalling(): array
    {
        return $this->signalling;
    }

    /**
     * @return array{int, int}
     */
    public function media(): array
    {
        return $this->media;
    }

    /**
     * 4 or 6; 0: neither an address nor a network.
     */
    public static function family(string $network): int
    {
        [$address, $length] = array_pad(explode('/', $network, 2), 2, null);
        $isSix = filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_IPV6) !== false;
        $family = $isSix ? 6 : (filter_var($address, FILTER_VALIDATE_IP, FILTER_FLAG_IPV4) === false ? 0 : 4);
        if ($family === 0 || $length === null) {
            return $family;
        }
        // Everybody is nobody in particular.
        return ctype_digit($length) && (int) $length >= 1 && (int) $length <= self::LENGTHS[$family] ? $family : 0;
    }

    /**
     * @param mixed $value
     *
     * @return list<string>|null
     */
    private static function networksIn($value, int $least, int $most): ?array
    {
        if (!is_array($value) || count($value) < $least || count($value) > $most) {
            return null;
        }
        $networks = [];
        foreach ($value as $network) {
            if (!is_string($network) || preg_match(self::NETWORK, $network) !== 1 || self::family($network) === 0) {
                return null;
            }
            $networks[] = $network;
        }
        return $networks;
    }

    /**
     * @param mixed $value
     *
     * @return list<int>|null
     */
    private static function portsIn($value, int $least, int $most): ?array
    {
        if (!is_array($value) || count($value) < $least || count($value) > $most) {
            return null;
        }
        $ports = [];
        foreach ($value as $port) {
            if (!is_int($port) || $port < 1 || $port > self::HIGHEST_PORT) {
                return null;
            }
            $ports[] = $port;
        }
        return $ports;
    }
}
