<?php

declare(strict_types=1);

namespace Modules\ModuleSecurityChecklist\Test\Support\Leaks;

use Modules\ModuleSecurityChecklist\Lib\Adapters\PdoRows;
use PDO;

/**
 * Fills a PBX with secrets wherever one has them. What is no secret is the same whatever they are.
 */
final class Planting
{
    /** Of a thousand; the rest of them are in more than one place, and typed and changed later. */
    private const OF_THOUSAND = [
        'account' => 200, 'attributes' => 60, 'ami' => 40, 'ari' => 30, 'sip-in' => 30, 'sip-out' => 30, 'sip-none' => 10,
        'iax' => 30, 'api-key' => 20, 'setting' => 30, 'custom-file' => 10, 'contact' => 10,
    ];
    /** That are never read, wherever the releases keep them; what is behind is made up. */
    private const SETTINGS = [
        'WEBHTTPSPrivateKey', 'WEBHTTPSPublicKey', 'SSHPasswordHashString', 'SSHPasswordHashFile', 'SSH_ID_RSA',
        'SSHRsaKey', 'SSHDssKey', 'SSHecdsaKey', 'SSHed25519Key', 'JWTSecret', 'MailSMTPPassword', 'MailSMTPUsername',
        'MailOAuth2ClientSecret', 'MailOAuth2RefreshToken', 'PBXLicense', 'LDAPPassword', 'WebAdminToken', 'ModulesToken',
    ];

    private PlantedPbx $pbx;
    private Planted $planted;
    private int $most;
    private string $release;

    public function __construct(PlantedPbx $pbx, Planted $planted, string $release, int $most)
    {
        $this->pbx = $pbx;
        $this->planted = $planted;
        $this->release = $release;
        $this->most = $most;
    }

    public function plant(): void
    {
        $this->pbx->core->exec('BEGIN');
        $this->settings();
        $this->accounts();
        $this->amiUsers();
        $this->providers();
        if ($this->release === '2026') {
            $this->ariUsersAndApiKeys();
        }
        $this->pbx->core->exec('COMMIT');
        $this->besides();
    }

    /**
     * Others in place of a third of those of accounts, AMI users and providers.
     */
    public function change(): void
    {
        foreach (['m_Sip', 'm_Iax', 'm_AsteriskManagerUsers'] as $table) {
            $update = $this->pbx->core->prepare("UPDATE $table SET secret = ? WHERE id = ?");
            foreach ((new PdoRows($this->pbx->core))->rows("SELECT id FROM $table WHERE id % 3 = 0") as $row) {
                $update->execute([$this->planted->next('changed'), $row['id']]);
            }
        }
    }

    /**
     * @return iterable<int, string>
     */
    private function each(string $kind): iterable
    {
        $count = max(3, intdiv(self::OF_THOUSAND[$kind] * $this->most, 1000));
        for ($i = 1; $i <= $count; $i++) {
            yield $i => $this->planted->next($kind);
        }
    }

    private function settings(): void
    {
        foreach (['Name' => 'Planted office', 'WebAdminLogin' => 'boss', 'SSHLogin' => 'root'] as $key => $value) {
            $this->pbx->set($key, $value);
        }
        $this->pbx->set('PBXVersion', $this->release === '2026' ? '2026.1.223' : '2024.1.114');
        $this->pbx->set('CloudInstanceId', $this->planted->ofFlavour('instance id', 'hex', 18));
        foreach ($this->each('setting') as $i => $secret) {
            $this->pbx->set(self::SETTINGS[$i - 1] ?? "ModuleSecret$i", $secret);
        }
        $token = $this->planted->ofFlavour('option of a key', 'mixed', 24);
        $lines = [
            'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB anna@desk',
            "environment=\"TOKEN=$token\" ssh-rsa AAAAC3NzaC1lZDI1NTE5AAAAIBBBBBBBBBBBBBBBBBBBBBBBBBBBBB ci@build",
            // Pasted into the wrong field.
            '-----BEGIN OPENSSH PRIVATE KEY-----',
            $this->planted->ofFlavour('pasted private key', 'mixed', 70),
            $this->planted->ofFlavour('pasted private key', 'mixed', 70),
            '-----END OPENSSH PRIVATE KEY-----',
            '# ' . $this->planted->ofFlavour('pasted password', 'strange', 20),
        ];
        $this->pbx->set('SSHAuthorizedKeys', implode("\n", $lines));
        $this->pbx->insert('m_Fail2BanRules', ['id' => 1, 'maxretry' => 3, 'bantime' => 1800, 'findtime' => 43200]);
        $this->pbx->insert('m_NetworkFilters', ['id' => 4, 'permit' => '192.168.7.0/24', 'description' => 'Office']);
    }

    private function accounts(): void
    {
        $attributes = [];
        foreach ($this->each('attributes') as $i => $secret) {
            $attributes[$i] = self::attributes('auth', $i, $secret, $this->planted->next('attribute'));
        }
        foreach ($this->each('account') as $i => $secret) {
            $number = 20000 + $i;
            $this->pbx->insert('m_Users', ['id' => $i, 'username' => "Person No$i", 'email' => "p$i@example.org"]);
            $this->pbx->insert('m_Extensions', ['number' => $number, 'type' => 'SIP', 'callerid' => "C$i", 'userid' => $i]);
            $this->pbx->insert('m_Sip', [
                'uniqid' => "SIP-PHONE-$i", 'extension' => $number, 'type' => 'peer', 'secret' => $secret,
                'networkfilterid' => $i % 2 === 0 ? 4 : null, 'manualattributes' => $attributes[$i] ?? '',
            ]);
        }
        // Whose secret is what everybody may know of him: nothing to look for, but to be judged.
        $this->pbx->insert('m_Sip', ['uniqid' => 'SIP-N', 'extension' => '1777', 'type' => 'peer', 'secret' => '1777']);
        $shared = $this->planted->next('twins', 11);
        foreach (['SIP-T1', 'SIP-T2'] as $place => $id) {
            $twin = ['uniqid' => $id, 'extension' => 1800 + $place, 'type' => 'peer'];
            $this->pbx->insert('m_Sip', $twin + ['secret' => $shared]);
        }
    }

    private function amiUsers(): void
    {
        foreach ($this->each('ami') as $i => $secret) {
            $user = ['username' => "ami$i", 'description' => "AMI No$i", 'networkfilterid' => 4];
            $this->pbx->insert('m_AsteriskManagerUsers', $user + ['secret' => $secret]);
        }
    }

    private function ariUsersAndApiKeys(): void
    {
        foreach ($this->each('ari') as $i => $secret) {
            $this->pbx->insert('m_AsteriskRestUsers', ['username' => "ari$i", 'password' => $secret]);
        }
        foreach ($this->each('api-key') as $i => $secret) {
            $hash = $this->planted->hash('hash of an API key', '$2y$10$', 53);
            // One that was stored as it is, by whom ever.
            $key = ['description' => "Key No$i", 'key_hash' => $i % 4 === 0 ? $secret : $hash];
            $this->pbx->insert('m_ApiKeys', $key + ['full_permissions' => '1', 'created_at' => '2026-01-02 03:04:05']);
        }
    }

    private function providers(): void
    {
        foreach (['in' => 'inbound', 'out' => 'outbound', 'none' => 'none'] as $short => $registration) {
            foreach ($this->each("sip-$short") as $i => $secret) {
                $id = "SIP-TRUNK-$short$i";
                $extra = $i % 3 === 0 ? $this->planted->next('provider attribute') : null;
                $this->pbx->insert('m_Sip', [
                    'uniqid' => $id, 'type' => 'friend', 'registration_type' => $registration, 'host' => 'sip.example.net',
                    'username' => "trunk$i", 'secret' => $secret, 'description' => "Trunk No$i",
                    'manualattributes' => $extra === null ? null : self::attributes('endpoint-auth', $i, $extra, $secret),
                ]);
                $this->pbx->insert('m_Providers', ['uniqid' => $id, 'type' => 'SIP', 'sipuid' => $id]);
            }
        }
        foreach ($this->each('iax') as $i => $secret) {
            $row = ['uniqid' => "IAX-TRUNK-$i", 'username' => "iax$i", 'host' => 'iax.example.net', 'description' => 'IAX'];
            if ($this->release === '2026') {
                $row['registration_type'] = $i % 2 === 0 ? 'inbound' : 'outbound';
            }
            $attributes = 'secret=' . $this->planted->next('IAX attribute');
            $this->pbx->insert('m_Iax', $row + ['secret' => $secret, 'manualattributes' => $attributes]);
        }
    }

    /**
     * As an ini text: by the page as Base64, by hand as it is.
     */
    private static function attributes(string $section, int $i, string $password, string $other): string
    {
        $text = "[$section]\nusername=login$i\npassword=$password\n[endpoint]\nset_var=SECRET=$other\n";
        return $i % 2 === 0 ? base64_encode($text) : $text;
    }

    /**
     * In files and beside the databases of Core.
     */
    private function besides(): void
    {
        foreach ($this->each('custom-file') as $i => $secret) {
            $content = base64_encode("password = $secret");
            $file = ['filepath' => "/etc/custom$i.conf", 'mode' => $i % 2 === 0 ? 'append' : 'none'];
            $this->pbx->insert('m_CustomFiles', $file + ['content' => $content]);
        }
        $this->pbx->files->files += [
            '/etc/firewall_additional' => "# {$this->planted->next('comment')}\niptables -A INPUT -j DROP\n",
            '/proc/1/environ' => "DB_PASSWORD={$this->planted->next('environment')}\0container=lxc\0",
            '/proc/stat' => "btime 1795000000\n",
            '/proc/self/status' => "Name:\tphp\nCapBnd:\t000001ffffffffff\n",
            '/etc/nginx/mikopbx/locations/cdr-api.conf' => '# ' . $this->planted->next('nginx comment'),
        ];
        $this->pbx->commands->prints = [
            'iptables -S INPUT' => ['-P INPUT ACCEPT'],
            'ip6tables -S INPUT' => ['-P INPUT ACCEPT'],
            'fail2ban-client status' => ['Number of jail: 3', $this->planted->next('jail')],
        ];
        $this->contacts();
    }

    /**
     * Phones may put a password into the address that they register.
     */
    private function contacts(): void
    {
        $asterisk = new PDO('sqlite:' . $this->pbx->path('asterisk.db'));
        $insert = $asterisk->prepare('INSERT INTO astdb VALUES (?, ?)');
        foreach ($this->each('contact') as $i => $secret) {
            $password = $this->planted->ofFlavour('contact', 'mixed', 12);
            $contact = [
                'endpoint' => (string) (20000 + $i), 'uri' => "sip:u$i:$password@192.168.7." . (20 + $i % 200),
                'user_agent' => 'Phone/1.0', 'expiration_time' => '1999999999', 'path' => $secret, 'call_id' => $secret,
            ];
            $value = json_encode($contact, JSON_INVALID_UTF8_SUBSTITUTE);
            $insert->execute(["/registrar/contact/$i;@1", $value]);
        }
    }
}
